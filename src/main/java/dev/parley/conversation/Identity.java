package dev.parley.conversation;

/**
 * How a person is known outside.
 *
 * @param gateway the gateway that knows the person so
 * @param scope where in that gateway the key is unique: an organisation, a licence, a bot
 * @param key the person's name there
 */
public record Identity(String gateway, String scope, String key) {}
