package dev.glissade.examples.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Holds for a static field that is final and whose value cannot change, as far as its type and its
/// value show: arrays must at least be private, collections must be unmodifiable.
final class BeConstant extends ArchCondition<JavaField> {
  BeConstant() {
    super("be constant");
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    problem(field)
        .ifPresent(
            problem ->
                events.add(
                    SimpleConditionEvent.violated(field, field.getFullName() + " " + problem)));
  }

  private static Optional<String> problem(JavaField field) {
    JavaClass type = field.getRawType();
    if (!field.getModifiers().contains(JavaModifier.FINAL)) {
      return Optional.of("is not final");
    }
    if (type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE)) {
      return Optional.of("is an array that others can write to");
    }
    if (isHolder(type)) {
      return Optional.of("holds something that changes");
    }
    boolean isCollection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    return isCollection && !isUnmodifiable(value(field))
        ? Optional.of("is a collection that can be modified")
        : Optional.empty();
  }

  private static boolean isHolder(JavaClass type) {
    return type.getPackageName().startsWith("java.util.concurrent")
        || Stream.of(ThreadLocal.class, Random.class, StringBuilder.class)
            .anyMatch(type::isAssignableTo);
  }

  private static boolean isUnmodifiable(Object value) {
    String name = value.getClass().getName();
    return name.startsWith("java.util.ImmutableCollections")
        || name.startsWith("java.util.Collections$Unmodifiable")
        || name.startsWith("java.util.Collections$Empty");
  }

  private static Object value(JavaField field) {
    Field reflected = field.reflect();
    reflected.setAccessible(true);
    try {
      return reflected.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot look at " + field.getFullName(), e);
    }
  }
}
