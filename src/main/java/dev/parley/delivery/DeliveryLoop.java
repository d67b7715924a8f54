package dev.parley.delivery;

import dev.parley.conversation.Metrics;
import io.vertx.core.Vertx;

/**
 * What the deliveries of one event loop share.
 *
 * @param engines the engines running on it
 * @param reader what the store has to deliver
 * @param recorder writes down what comes of a delivery
 * @param store who waits until the store can be written
 * @param answers who waits for a bot to be well again
 */
record DeliveryLoop(
        Vertx vertx,
        EngineSet engines,
        UndeliveredReader reader,
        DeliveryRecorder recorder,
        StoreWatch store,
        AnswerWatch answers,
        Metrics metrics) {}
