package dev.parley.store.postgres;

import dev.parley.store.AppendContract;
import dev.parley.store.AssigneeContract;
import dev.parley.store.AuditLogContract;
import dev.parley.store.BotErrorsContract;
import dev.parley.store.CommitContract;
import dev.parley.store.DataContract;
import dev.parley.store.DocumentsContract;
import dev.parley.store.ErasureContract;
import dev.parley.store.PageContract;
import dev.parley.store.PeopleContract;
import dev.parley.store.ReadingContract;
import dev.parley.store.SettleContract;
import dev.parley.store.StatisticsContract;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import dev.parley.store.TokensContract;
import dev.parley.store.UndeliverableContract;
import dev.parley.testing.LongRunning;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** The store's contract, over a real PostgreSQL. */
@LongRunning(seconds = 15)
class PostgresStoreTest {
    @Nested
    class Append extends AppendContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Data extends DataContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Settle extends SettleContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Reading extends ReadingContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Pages extends PageContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Erasure extends ErasureContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Commit extends CommitContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Attend extends AssigneeContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Undeliverables extends UndeliverableContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class People extends PeopleContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Annex extends DocumentsContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Tokens extends TokensContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Audit extends AuditLogContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Errors extends BotErrorsContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }

    @Nested
    class Figures extends StatisticsContract {
        @Override
        protected StoreLab lab(Vertx vertx, TestClock clock) {
            return new PostgresLab(vertx, clock);
        }
    }
}
