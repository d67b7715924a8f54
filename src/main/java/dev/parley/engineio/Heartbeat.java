package dev.parley.engineio;

/** Who pings whom, and who has been silent for too long. Times are milliseconds of one clock. */
abstract sealed class Heartbeat {
    final long interval;
    final long timeout;

    private Heartbeat(EngineIoOptions options) {
        interval = options.pingInterval().toMillis();
        timeout = options.pingTimeout().toMillis();
    }

    static Heartbeat of(int protocol, EngineIoOptions options, long now) {
        return protocol == 3 ? new FromClient(options, now) : new FromServer(options, now);
    }

    /** Any packet came. */
    abstract void received(long now);

    /**
     * A ping came.
     *
     * @throws MalformedException if it is for the server to ping
     */
    abstract void pinged();

    /**
     * A pong came.
     *
     * @throws MalformedException if it is for the client to ping
     */
    abstract void ponged(long now);

    /** Whether a ping is to be sent; true once for each. */
    abstract boolean pingDue(long now);

    abstract boolean expired(long now);

    /** Protocol 3: the client pings; any packet will do. */
    private static final class FromClient extends Heartbeat {
        private long received;

        FromClient(EngineIoOptions options, long now) {
            super(options);
            received = now;
        }

        @Override
        void received(long now) {
            received = now;
        }

        @Override
        void pinged() {}

        @Override
        void ponged(long now) {
            throw new MalformedException("a pong from the side that pings");
        }

        @Override
        boolean pingDue(long now) {
            return false;
        }

        @Override
        boolean expired(long now) {
            return now >= received + interval + timeout;
        }
    }

    /** Protocol 4: the server pings; a pong is due, though other packets show that the client lives. */
    private static final class FromServer extends Heartbeat {
        private long due;
        private long deadline;
        private boolean waiting;

        FromServer(EngineIoOptions options, long now) {
            super(options);
            due = now + interval;
            deadline = due + timeout;
        }

        @Override
        void received(long now) {
            if (waiting) {
                deadline = now + timeout;
            }
        }

        @Override
        void pinged() {
            throw new MalformedException("a ping from the side that answers");
        }

        @Override
        void ponged(long now) {
            waiting = false;
            due = now + interval;
            deadline = due + timeout;
        }

        @Override
        boolean pingDue(long now) {
            if (waiting || now < due) {
                return false;
            }
            waiting = true;
            return true;
        }

        @Override
        boolean expired(long now) {
            return now >= deadline;
        }
    }
}
