package dev.parley.config;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What jars on the class path have registered. */
public final class ServiceProviders {
    private ServiceProviders() {}

    /**
     * All providers of a service, in the order they are registered. Throws {@link IllegalStateException}, whose message
     * names the class, when one of them cannot be made: whoever put it there wants it.
     */
    public static <T> List<T> of(Class<T> service) {
        try {
            return ServiceLoader.load(service).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            String why = cause == broken ? "" : " (" + cause + ")";
            throw new IllegalStateException("A jar's service does not load: " + broken.getMessage() + why, broken);
        }
    }
}
