package dev.glissade.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that lasts between steps and is a float: one contiguous block with named entries.
///
/// Snapshot, rewind, resume and fork are copies of the block.
public final class State {
  /// A named tensor in the block.
  public record Entry(String name, Shape shape, int offset) {}

  /// The names and places of a block. Entries follow one another without gaps; a range is a further
  /// name for several consecutive entries, seen as one vector.
  public static final class Layout {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> ranges = new LinkedHashMap<>();
    private int size;

    /// No entries yet.
    public Layout() {}

    /// Appends an entry.
    ///
    /// @throws IllegalArgumentException if the name is taken
    public Layout add(String name, Shape shape) {
      check(name);
      entries.put(name, new Entry(name, shape, size));
      size = Math.addExact(size, shape.size());
      return this;
    }

    /// Names everything from `offset` to the end so far.
    public Layout range(String name, int offset) {
      check(name);
      ranges.put(name, new Entry(name, Shape.of(size - offset), offset));
      return this;
    }

    private void check(String name) {
      if (entries.containsKey(name) || ranges.containsKey(name)) {
        throw new IllegalArgumentException(
            "state: expected different names, but got '" + name + "' twice");
      }
    }

    /// The number of floats.
    public int size() {
      return size;
    }

    /// The entries in order.
    public List<Entry> entries() {
      return List.copyOf(entries.values());
    }

    /// The entry or range of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists the known ones
    public Entry find(String name) {
      Entry entry = entries.getOrDefault(name, ranges.get(name));
      if (entry == null) {
        throw new IllegalArgumentException(
            "state: expected one of %s, but got '%s'".formatted(names(), name));
      }
      return entry;
    }

    private List<String> names() {
      List<String> names = new ArrayList<>(entries.keySet());
      names.addAll(ranges.keySet());
      return names;
    }
  }

  private final Layout layout;
  private final float[] values;

  /// A block of zeros.
  public State(Layout layout) {
    this(layout, new float[layout.size()]);
  }

  private State(Layout layout, float[] values) {
    this.layout = layout;
    this.values = values;
  }

  /// Names and places.
  public Layout layout() {
    return layout;
  }

  /// The block itself, always the same array.
  float[] values() {
    return values;
  }

  /// A copy of the block that later steps do not change.
  public State copy() {
    return new State(layout, values.clone());
  }

  /// Takes over the values of another block with the same entries.
  public void restore(State other) {
    if (!other.layout.entries().equals(layout.entries())) {
      throw new IllegalArgumentException(
          "restore: expected the entries %s, but got %s"
              .formatted(layout.entries(), other.layout.entries()));
    }
    System.arraycopy(other.values, 0, values, 0, values.length);
  }

  /// A copy of the values of an entry or range.
  public float[] view(String name) {
    Entry entry = layout.find(name);
    return Arrays.copyOfRange(values, entry.offset(), entry.offset() + entry.shape().size());
  }

  /// Overwrites an entry or range.
  public void set(String name, float... replacement) {
    Entry entry = layout.find(name);
    if (replacement.length != entry.shape().size()) {
      throw new IllegalArgumentException(
          "set: expected %d values for '%s' %s, but got %d"
              .formatted(entry.shape().size(), name, entry.shape(), replacement.length));
    }
    System.arraycopy(replacement, 0, values, entry.offset(), replacement.length);
  }

  /// Whether all values are finite.
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /// SHA-256 over the names, shapes and bits of all entries and over the integers that last with
  /// them (the clock), in hexadecimal.
  public String sha256(long... integers) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Entry entry : layout.entries.values()) {
        digest.update(
            (entry.name() + entry.shape() + "\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      for (long integer : integers) {
        bytes.putLong(integer);
        digest.update(bytes.flip());
        bytes.clear();
      }
      for (int from = 0; from < values.length; from += bytes.capacity() / 4) {
        int count = Math.min(values.length - from, bytes.capacity() / 4);
        bytes.asFloatBuffer().put(values, from, count);
        digest.update(bytes.limit(4 * count));
        bytes.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("sha256: expected every JVM to have SHA-256", e);
    }
  }

  /// Builds a layout from pairs; convenient where there are no ranges.
  public static Layout layout(Map<String, Shape> shapes) {
    Layout layout = new Layout();
    new ArrayList<>(shapes.entrySet())
        .forEach(entry -> layout.add(entry.getKey(), entry.getValue()));
    return layout;
  }
}
