package dev.glissade.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Named float tensors and texts in the safetensors format: eight bytes with the length of a JSON
/// header, the header, the numbers. The entry `sha256` of the metadata covers everything else, so
/// damage is found.
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  /// A tensor: extents and numbers, row by row.
  public record Tensor(List<Integer> shape, float[] values) {}

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// A tree of JSON is much larger than its text.
  private static final int HEADER_LIMIT = 16 << 20;

  private static final long FILE_LIMIT = Integer.MAX_VALUE - 64;
  private static final String METADATA = "__metadata__";
  private static final String CHECKSUM = "sha256";

  /// The bytes of a file.
  ///
  /// @throws CheckpointException if there are more than an array of bytes can hold
  public byte[] encode() {
    long size = tensors.values().stream().mapToLong(each -> each.values().length).sum();
    if (size * Float.BYTES > FILE_LIMIT - HEADER_LIMIT) {
      throw wrong("safetensors", "at most 2 GiB of numbers", size + " numbers");
    }
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    metadata.forEach(texts::put);
    texts.put(CHECKSUM, checksum());
    int end = 0;
    for (var entry : tensors.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", "F32");
      ArrayNode shape = node.putArray("shape");
      entry.getValue().shape().forEach(shape::add);
      int start = end;
      end += Float.BYTES * entry.getValue().values().length;
      node.putArray("data_offsets").add(start).add(end);
    }
    byte[] json = JSON.writeValueAsBytes(header);
    int padded = Math.ceilDiv(json.length, 8) * 8;
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded + end).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.position() < 8 + padded) {
      bytes.put((byte) ' ');
    }
    tensors
        .values()
        .forEach(
            tensor -> {
              for (float value : tensor.values()) {
                bytes.putFloat(value);
              }
            });
    return bytes.array();
  }

  /// Reads a file.
  ///
  /// @throws CheckpointException if it is not of this format, too short, or damaged
  public static Safetensors read(Path file) {
    try {
      long size = Files.size(file);
      if (size > FILE_LIMIT) {
        throw wrong(file.toString(), "at most %d bytes".formatted(FILE_LIMIT), size + "");
      }
      return decode(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CheckpointException(
          "%s: expected a readable file, but got: %s".formatted(file, e), e);
    }
  }

  /// Reads bytes; `name` is for messages. Nothing is allocated for what the header promises before
  /// it is found to be there: tensors follow one another without gaps, overlaps or a rest.
  ///
  /// @throws CheckpointException if they are not of this format, too few, or damaged
  public static Safetensors decode(String name, byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long length = content.length < 8 ? -1 : bytes.getLong();
    if (length < 2 || length > HEADER_LIMIT || length > content.length - 8) {
      throw damaged(name, "a header that fits the file of %d bytes".formatted(content.length));
    }
    byte[] json = new byte[(int) length];
    bytes.get(json);
    try {
      if (!(JSON.readTree(new String(json, StandardCharsets.UTF_8)) instanceof ObjectNode header)) {
        throw damaged(name, "a JSON object as header");
      }
      Map<String, String> metadata = metadata(name, header);
      String checksum = metadata.remove(CHECKSUM);
      Safetensors read = new Safetensors(metadata, tensors(name, header, bytes));
      if (checksum != null && !checksum.equals(read.checksum())) {
        throw damaged(name, "the checksum " + checksum);
      }
      return read;
    } catch (JacksonException e) {
      throw new CheckpointException(
          "%s: expected a JSON header, but the file is damaged".formatted(name), e);
    }
  }

  private static Map<String, String> metadata(String name, ObjectNode header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (var entry : header.path(METADATA).properties()) {
      if (!entry.getValue().isString()) {
        throw damaged(name, "a text for '%s'".formatted(entry.getKey()));
      }
      metadata.put(entry.getKey(), entry.getValue().stringValue());
    }
    return metadata;
  }

  /// Where a tensor's bytes lie.
  private record Place(List<Integer> shape, int start, int end) {}

  private static Map<String, Tensor> tensors(String name, ObjectNode header, ByteBuffer bytes) {
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Place> places = new LinkedHashMap<>();
    for (var entry : header.properties()) {
      if (!entry.getKey().equals(METADATA)) {
        places.put(entry.getKey(), place(name, entry.getKey(), entry.getValue(), data.capacity()));
      }
    }
    int end = 0;
    Comparator<Place> inOrder = Comparator.comparingInt(Place::start).thenComparing(Place::end);
    for (Place place : places.values().stream().sorted(inOrder).toList()) {
      if (place.start() != end) {
        throw damaged(name, "tensors that follow one another, the next from byte " + end);
      }
      end = place.end();
    }
    if (end != data.capacity()) {
      throw damaged(name, "tensors of %d bytes together".formatted(data.capacity()));
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    places.forEach((key, place) -> tensors.put(key, tensor(place, data)));
    return tensors;
  }

  private static Place place(String name, String key, JsonNode node, int capacity) {
    if (!node.path("dtype").asString("").equals("F32")) {
      throw wrong(name, "numbers of type F32 for '" + key + "'", node.path("dtype") + "");
    }
    List<Integer> shape = node.path("shape").valueStream().map(Safetensors::whole).toList();
    JsonNode offsets = node.path("data_offsets");
    int start = whole(offsets.path(0));
    int end = whole(offsets.path(1));
    boolean isWithin = start >= 0 && start <= end && end <= capacity;
    if (!node.path("shape").isArray()
        || offsets.size() != 2
        || !isWithin
        || bytes(shape, capacity) != end - start) {
      throw damaged(name, "a float tensor '%s' within the file".formatted(key));
    }
    return new Place(shape, start, end);
  }

  /// A number of at least 0; -1 if it is none.
  private static int whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : -1;
  }

  /// The bytes of a tensor; -1 if its shape makes no sense or needs more than `most`.
  private static long bytes(List<Integer> shape, int most) {
    if (shape.stream().anyMatch(extent -> extent < 0)) {
      return -1;
    }
    if (shape.contains(0)) {
      return 0;
    }
    long size = Float.BYTES;
    for (int extent : shape) {
      size *= extent;
      if (size > most) {
        return -1;
      }
    }
    return size;
  }

  private static Tensor tensor(Place place, ByteBuffer data) {
    float[] values = new float[(place.end() - place.start()) / Float.BYTES];
    data.position(place.start());
    data.asFloatBuffer().get(values);
    return new Tensor(place.shape(), values);
  }

  private static CheckpointException damaged(String name, String expected) {
    return new CheckpointException(
        "%s: expected %s, but the file is damaged".formatted(name, expected));
  }

  private static CheckpointException wrong(String name, String expected, String got) {
    return new CheckpointException("%s: expected %s, but got %s".formatted(name, expected, got));
  }

  private String checksum() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(metadata).forEach((key, value) -> update(digest, key + "=" + value + "\n"));
      for (var entry : new TreeMap<>(tensors).entrySet()) {
        update(digest, entry.getKey() + entry.getValue().shape() + "\n");
        ByteBuffer bytes =
            ByteBuffer.allocate(4 * entry.getValue().values().length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(entry.getValue().values());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("sha256: expected every JVM to have SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
