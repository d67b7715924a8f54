package dev.parley.gateway.expertflow;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends transcripts by SMTP. Any thread. */
final class Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    private final MailClient client;
    private final String from;

    Mailer(Vertx vertx, MailOptions settings) {
        client = MailClient.create(vertx, config(settings));
        from = settings.from();
    }

    private static MailConfig config(MailOptions settings) {
        MailConfig config = new MailConfig()
                .setHostname(settings.host())
                .setPort(settings.port())
                .setSsl(false)
                .setLogin(LoginOption.DISABLED);
        switch (settings.tls()) {
            case NEVER -> config.setStarttls(StartTLSOptions.DISABLED);
            case OFFERED -> config.setStarttls(StartTLSOptions.OPTIONAL);
            case REQUIRED -> config.setStarttls(StartTLSOptions.REQUIRED);
            case ALWAYS -> config.setSsl(true);
        }
        settings.login()
                .ifPresent(login -> config.setLogin(LoginOption.REQUIRED)
                        .setUsername(login.user())
                        .setPassword(login.password().value()));
        return config;
    }

    /** Sends a transcript, as text and with the document; fails with {@link Fault} when the server does not take it. */
    Future<Void> send(String to, String subject, Transcript transcript, Buffer pdf) {
        MailAttachment document = MailAttachment.create()
                .setContentType("application/pdf")
                .setDisposition("attachment")
                .setName("transcript-" + transcript.conversation() + ".pdf")
                .setData(pdf);
        return client.sendMail(new MailMessage()
                        .setFrom(from)
                        .setTo(to)
                        .setSubject(subject)
                        .setText(transcript.text())
                        .setAttachment(document))
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.warn("A transcript could not be mailed: {}", failure.getMessage());
                    return Future.failedFuture(Fault.notMailed());
                });
    }

    Future<Void> close() {
        return client.close();
    }
}
