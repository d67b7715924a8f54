package dev.parley.phoenix;

/** Why a channel ended. */
public enum StopReason {
    /** The channel is done: clients get {@code phx_close} and do not come back. */
    NORMAL,
    /** Something went wrong: clients get {@code phx_error} and join again. */
    ERROR,
    /** The client left. */
    LEFT,
    /** The same connection joined the topic again. */
    REPLACED,
    /** The connection ended. */
    DISCONNECTED
}
