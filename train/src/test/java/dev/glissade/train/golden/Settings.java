package dev.glissade.train.golden;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The hyper-parameters of a golden file. `requireAllRead` fails on one that nobody asked for, so
/// that none is ignored in silence.
final class Settings {
  private static final Set<String> REMARKS = Set.of("name", "note");

  private final String owner;
  private final JsonNode node;
  private final Set<String> read = new TreeSet<>();

  Settings(String owner, JsonNode node) {
    this.owner = owner;
    this.node = node;
  }

  /// No settings at all.
  static Settings none(String owner) {
    return new Settings(owner, MissingNode.getInstance());
  }

  /// Whether the setting is there and is not `null`.
  boolean has(String key) {
    read.add(key);
    return !node.path(key).isMissingNode() && !node.path(key).isNull();
  }

  /// A number that must be there.
  double number(String key) {
    if (!has(key) || !node.path(key).isNumber()) {
      throw new AssertionError(
          "golden %s: expected the number '%s' in config, but got %s".formatted(owner, key, node));
    }
    return node.path(key).asDouble();
  }

  /// A number, `usual` (the framework's default) if it is not there.
  double number(String key, double usual) {
    return has(key) ? number(key) : usual;
  }

  /// An element of a list of numbers, `usual` if the list is not there.
  double element(String key, int index, double usual) {
    return has(key) ? node.path(key).path(index).asDouble() : usual;
  }

  /// A flag, `usual` if it is not there.
  boolean flag(String key, boolean usual) {
    return has(key) ? node.path(key).asBoolean() : usual;
  }

  /// A flag that is off by default.
  boolean flag(String key) {
    return flag(key, false);
  }

  /// Whether the setting is there and is not zero, off or empty.
  boolean isOn(String key) {
    JsonNode value = node.path(key);
    return has(key) && !(value.isNumber() && value.asDouble() == 0) && !(isFalse(value));
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.asBoolean();
  }

  /// A word, empty if it is not there.
  String text(String key) {
    return has(key) && node.path(key).isString() ? node.path(key).asString() : "";
  }

  /// Settings inside of settings; empty if there are none.
  Settings child(String key) {
    read.add(key);
    return new Settings(owner, node.path(key));
  }

  /// The value of a setting as it stands in the file.
  JsonNode value(String key) {
    read.add(key);
    return node.path(key);
  }

  /// Settings that say nothing about the computation.
  Settings ignore(String... keys) {
    read.addAll(Set.of(keys));
    return this;
  }

  /// Fails if there is a setting, not a mere remark, that was never read.
  void requireAllRead() {
    Set<String> unknown = new TreeSet<>(node.propertyNames());
    unknown.removeAll(read);
    unknown.removeAll(REMARKS);
    if (!unknown.isEmpty()) {
      throw new AssertionError(
          "golden %s: expected no settings but %s, but got %s".formatted(owner, read, unknown));
    }
  }

  /// The file's name.
  String owner() {
    return owner;
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
