package dev.parley.store.postgres;

import dev.parley.store.AppendContract;
import dev.parley.store.CommitContract;
import dev.parley.store.DataContract;
import dev.parley.store.ErasureContract;
import dev.parley.store.ReadingContract;
import dev.parley.store.SettleContract;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** The store's contract, over a real PostgreSQL. */
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
}
