package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsPropertyTest {
  private static Safetensors random(Random random) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      metadata.put("key" + i, "value \"" + random.nextInt() + "\" ä\n");
    }
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<Integer> shape =
          random.ints(random.nextInt(4), 0, 4).boxed().toList(); // sometimes without elements
      float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
      for (int j = 0; j < values.length; j++) {
        values[j] = Float.intBitsToFloat(random.nextInt());
      }
      tensors.put("layer." + i, new Safetensors.Tensor(shape, values));
    }
    return new Safetensors(metadata, tensors);
  }

  @Test
  void decodingGivesBackWhatWasEncoded() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Safetensors file = random(random);

      Safetensors read = Safetensors.decode("file", file.encode());

      assertEquals(file.metadata(), read.metadata());
      assertEquals(file.tensors().keySet(), read.tensors().keySet());
      file.tensors()
          .forEach(
              (name, tensor) -> {
                assertEquals(tensor.shape(), read.tensors().get(name).shape());
                assertArrayEquals(bits(tensor), bits(read.tensors().get(name)), name);
              });
    }
  }

  private static int[] bits(Safetensors.Tensor tensor) {
    int[] bits = new int[tensor.values().length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(tensor.values()[i]));
    return bits;
  }

  /// Whatever was read in spite of a mutation has the content that was written, but for the texts:
  /// these are free where the name of the checksum itself was hit.
  @Test
  void damagedBytesAreRefusedAndNothingElseIsThrown() {
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] content = mutated(random(random).encode(), random);
      try {
        Safetensors.decode("file", content);
      } catch (CheckpointException e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).startsWith("file: expected "), e.getMessage());
      }
    }
    assertTrue(refused > 3500, "refused: " + refused);
  }

  private static byte[] mutated(byte[] content, Random random) {
    byte[] mutated = content.clone();
    int at = random.nextInt(content.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(content, at);
      case 1 -> Arrays.copyOf(content, content.length + 1 + random.nextInt(9));
      case 2 -> {
        mutated[at] ^= (byte) (1 << random.nextInt(8));
        yield mutated;
      }
      case 3 -> {
        mutated[random.nextInt(8)] = (byte) random.nextInt();
        mutated[at] = (byte) random.nextInt();
        yield mutated;
      }
      default -> {
        String signs = "{}[],:\"-0123456789eE. ";
        for (int i = 0; i < 4; i++) {
          int place = 8 + random.nextInt(content.length - 8);
          mutated[place] = (byte) signs.charAt(random.nextInt(signs.length()));
        }
        yield mutated;
      }
    };
  }

  private static String refusal(String header, int numbers) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 4 * numbers);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    byte[] content = bytes.array();
    return String.valueOf(
        assertThrows(CheckpointException.class, () -> Safetensors.decode("file", content))
            .getMessage());
  }

  private static String tensor(String name, String shape, long start, long end) {
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, shape, start, end);
  }

  @Test
  void headersThatLieAreRefused() {
    String within = "file: expected a float tensor 'a' within the file, but the file is damaged";
    String most = "2147483647";
    String huge = "[" + most + "," + most + "," + most + "," + most + "]";
    assertEquals(within, refusal("{" + tensor("a", huge, 0, 8) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[4294967298]", 0, 8) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[-2,-1]", 0, 8) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[2]", -8, 0) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[2]", 8, 0) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[2]", 4294967296L, 4294967304L) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[2.5]", 0, 8) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "[3]", 0, 8) + "}", 2));
    assertEquals(within, refusal("{" + tensor("a", "2", 0, 8) + "}", 2));
  }

  @Test
  void tensorsThatOverlapOrLeaveGapsAreRefused() {
    String both = tensor("a", "[2]", 0, 8) + "," + tensor("b", "[2]", 0, 8);
    assertEquals(
        "file: expected tensors that follow one another, the next from byte 8, but the file is"
            + " damaged",
        refusal("{" + both + "}", 2));
    String gap = tensor("a", "[1]", 0, 4) + "," + tensor("b", "[1]", 8, 12);
    assertEquals(
        "file: expected tensors that follow one another, the next from byte 4, but the file is"
            + " damaged",
        refusal("{" + gap + "}", 3));
    assertEquals(
        "file: expected tensors of 8 bytes together, but the file is damaged",
        refusal("{" + tensor("a", "[1]", 0, 4) + "}", 2));
  }

  @Test
  void headersOfAnotherKindAreRefused() {
    String twice = tensor("a", "[1]", 0, 4) + "," + tensor("a", "[1]", 0, 4);
    String json = "file: expected a JSON header, but the file is damaged";
    assertEquals(json, refusal("{" + twice + "}", 1));
    assertEquals(json, refusal("[".repeat(100_000), 0));
    assertEquals(
        "file: expected a JSON object as header, but the file is damaged", refusal("[]", 0));
    assertEquals(
        "file: expected a text for 'x', but the file is damaged",
        refusal("{\"__metadata__\":{\"x\":{\"y\":1}}}", 0));
    assertEquals(
        "file: expected numbers of type F32 for 'a', but got \"BF16\"",
        refusal("{" + tensor("a", "[2]", 0, 4).replace("F32", "BF16") + "}", 1));
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() {
    byte[] content = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(9).array();
    byte[] negative = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(-1).array();
    for (byte[] each : List.of(content, negative, new byte[7])) {
      CheckpointException e =
          assertThrows(CheckpointException.class, () -> Safetensors.decode("file", each));
      assertEquals(
          "file: expected a header that fits the file of %d bytes, but the file is damaged"
              .formatted(each.length),
          e.getMessage());
    }
  }

  @Test
  void aFileOfThreeGigabytesIsRefusedUnread(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.safetensors");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }

    CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors.read(file));
    assertEquals(file + ": expected at most 2147483583 bytes, but got 3221225472", e.getMessage());
  }

  /// One array under many names takes little memory here and more than 2 GiB in a file.
  @Test
  void moreThanAFileHoldsIsRefusedBeforeItIsWritten() {
    float[] values = new float[1 << 24];
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 32; i++) {
      tensors.put("layer." + i, new Safetensors.Tensor(List.of(1 << 24), values));
    }

    CheckpointException e =
        assertThrows(CheckpointException.class, () -> new Safetensors(Map.of(), tensors).encode());
    assertEquals(
        "safetensors: expected at most 2 GiB of numbers, but got 536870912 numbers",
        e.getMessage());
  }
}
