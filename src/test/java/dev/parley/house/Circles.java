package dev.parley.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds classes of one package that hold each other in a circle; a nested class counts as its outermost. */
final class Circles {
    private final Map<String, Set<String>> graph = new TreeMap<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> stack = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private Circles(JavaClasses classes) {
        for (JavaClass type : classes) {
            String from = outermost(type);
            Set<String> to = graph.computeIfAbsent(from, first -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String there = outermost(target);
                if (target.getPackageName().equals(type.getPackageName()) && !there.equals(from)) {
                    to.add(there);
                }
            }
        }
    }

    /** The circles, each with all its members: whoever reaches each other. */
    static List<Set<String>> in(JavaClasses classes) {
        Circles circles = new Circles(classes);
        for (String type : circles.graph.keySet()) {
            if (!circles.index.containsKey(type)) {
                circles.visit(type);
            }
        }
        return circles.found;
    }

    // Tarjan's strongly connected components.
    private void visit(String type) {
        index.put(type, index.size());
        low.put(type, index.get(type));
        stack.push(type);
        for (String next : graph.getOrDefault(type, Set.of())) {
            if (!index.containsKey(next)) {
                visit(next);
                low.merge(type, low.get(next), Math::min);
            } else if (stack.contains(next)) {
                low.merge(type, index.get(next), Math::min);
            }
        }
        if (low.get(type).equals(index.get(type))) {
            Set<String> component = new TreeSet<>();
            String member;
            do {
                member = stack.pop();
                component.add(member);
            } while (!member.equals(type));
            if (component.size() > 1) {
                found.add(component);
            }
        }
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
