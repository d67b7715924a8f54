package dev.parley.api;

import java.util.Map;

/** Some operations of the document, by what they are about. One instance serves all event loops. */
public sealed interface ApiPart
        permits AidaStatistics,
                AidaMessages,
                AidaSessions,
                AuditRoutes,
                BotRoutes,
                ServerRoutes,
                SessionRoutes,
                SpeakingRoutes,
                TokenRoutes,
                TranscriptRoutes,
                UndeliverableRoutes {
    /** What does them, by operation id. */
    Map<String, Endpoint> endpoints();
}
