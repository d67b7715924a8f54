package dev.parley.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * A class of tests that takes more than some seconds, most of which it waits. The longest begin first and the others fill
 * their pauses; one begun last would keep everybody waiting for it alone.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LongRunning {
    /** About how long it takes on a quiet machine. */
    int seconds();

    /** The order of classes that {@code junit-platform.properties} asks for. */
    final class First implements ClassOrderer {
        @Override
        public void orderClasses(ClassOrdererContext context) {
            context.getClassDescriptors()
                    .sort(Comparator.comparingInt(First::seconds).reversed());
        }

        private static int seconds(ClassDescriptor type) {
            return type.findAnnotation(LongRunning.class)
                    .map(LongRunning::seconds)
                    .orElse(0);
        }
    }
}
