package dev.glissade.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Named float tensors and texts in the safetensors format: eight bytes with the length of a JSON
/// header, the header, the numbers. The entry `sha256` of the metadata covers everything else, so
/// damage is found.
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  /// A tensor: extents and numbers, row by row.
  public record Tensor(List<Integer> shape, float[] values) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEADER_LIMIT = 100_000_000;
  private static final String CHECKSUM = "sha256";

  /// The bytes of a file.
  public byte[] encode() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject("__metadata__");
    metadata.forEach(texts::put);
    texts.put(CHECKSUM, checksum());
    int end = 0;
    for (var entry : tensors.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", "F32");
      ArrayNode shape = node.putArray("shape");
      entry.getValue().shape().forEach(shape::add);
      int start = end;
      end = Math.addExact(end, Math.multiplyExact(4, entry.getValue().values().length));
      node.putArray("data_offsets").add(start).add(end);
    }
    byte[] json = JSON.writeValueAsBytes(header);
    int padded = Math.ceilDiv(json.length, 8) * 8;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(8 + padded, end)).order(ByteOrder.LITTLE_ENDIAN);
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
      return decode(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CheckpointException(
          "%s: expected a readable file, but got: %s".formatted(file, e), e);
    }
  }

  /// Reads bytes; `name` is for messages.
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
      JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      Map<String, String> metadata = new LinkedHashMap<>();
      header
          .path("__metadata__")
          .properties()
          .forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
      for (var entry : header.properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          tensors.put(entry.getKey(), tensor(name, entry.getKey(), entry.getValue(), data));
        }
      }
      String checksum = metadata.remove(CHECKSUM);
      Safetensors read = new Safetensors(metadata, tensors);
      if (checksum != null && !checksum.equals(read.checksum())) {
        throw damaged(name, "the checksum " + checksum);
      }
      return read;
    } catch (JacksonException e) {
      throw damaged(name, "a JSON header");
    }
  }

  private static CheckpointException damaged(String name, String expected) {
    return new CheckpointException(
        "%s: expected %s, but the file is damaged".formatted(name, expected));
  }

  private static Tensor tensor(String name, String key, JsonNode node, ByteBuffer data) {
    JsonNode offsets = node.path("data_offsets");
    long start = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    List<Integer> shape = node.path("shape").valueStream().map(extent -> extent.asInt(-1)).toList();
    long size = shape.stream().mapToLong(Integer::longValue).reduce(4, Safetensors::product);
    if (!node.path("dtype").asString("").equals("F32")
        || start < 0
        || end > data.capacity()
        || end - start != size) {
      throw damaged(name, "a float tensor '%s' within the file".formatted(key));
    }
    float[] values = new float[(int) (size / 4)];
    data.position((int) start);
    data.asFloatBuffer().get(values);
    return new Tensor(shape, values);
  }

  private static long product(long a, long b) {
    return a < 0 || b < 0 ? -1 : Math.multiplyExact(a, b);
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
