package dev.parley.testing;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts something on the class path for a while: a server that is started meanwhile finds it, and goes on finding it. */
public final class ClassPath {
    private ClassPath() {}

    /** Does something with a jar more, whose own classes come before those of the same names that are there already. */
    public static <T> T with(URL jar, Supplier<T> action) {
        return within(
                new URLClassLoader(new URL[] {jar}, loader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        synchronized (getClassLoadingLock(name)) {
                            boolean own = findLoadedClass(name) == null
                                    && findResource(name.replace('.', '/') + ".class") != null;
                            return own ? findClass(name) : super.loadClass(name, resolve);
                        }
                    }
                },
                action);
    }

    /** Does something while one file more registers services. */
    public static <T> T withServices(Class<?> service, URL file, Supplier<T> action) {
        return within(
                new ClassLoader(loader()) {
                    @Override
                    public Enumeration<URL> getResources(String name) throws IOException {
                        Stream<URL> usual = Collections.list(super.getResources(name)).stream();
                        List<URL> all = name.equals("META-INF/services/" + service.getName())
                                ? Stream.concat(usual, Stream.of(file)).toList()
                                : usual.toList();
                        return Collections.enumeration(all);
                    }
                },
                action);
    }

    // Vert.x remembers the loader of who makes it, and services are found by that.
    private static <T> T within(ClassLoader more, Supplier<T> action) {
        ClassLoader usual = loader();
        Thread.currentThread().setContextClassLoader(more);
        try {
            return action.get();
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
