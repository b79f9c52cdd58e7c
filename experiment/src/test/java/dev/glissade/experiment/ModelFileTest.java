package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.train.Checkpoint;
import dev.glissade.train.CheckpointException;
import dev.glissade.train.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Model files that come back to the bit, and files that mean harm.
class ModelFileTest {
  @TempDir private static Path shared;

  private static Path good;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    Path run = shared.resolve("run");
    Trained.run(Trained.settings("activation", "gelu", "dropout", "0.1"), run);
    good = new RunFolder(run).model();
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (var in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  /// The good model with one entry replaced.
  private Path changed(String name, String content) throws IOException {
    return changed(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path changed(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries(good);
    entries.put(name, content);
    Path file = folder.resolve("model.glissade");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(CheckpointException.class, () -> new Predictor(ModelFile.read(file)).close())
            .getMessage());
  }

  private static String model() throws IOException {
    return new String(entries(good).get("model.json"), StandardCharsets.UTF_8);
  }

  @Test
  void aModelThatIsWrittenAgainAnswersTheSame() throws IOException {
    Path again = folder.resolve("again.glissade");
    ModelFile.write(again, ModelFile.read(good));

    assertArrayEquals(Files.readAllBytes(good), Files.readAllBytes(again));
    try (Predictor one = new Predictor(ModelFile.read(good));
        Predictor two = new Predictor(ModelFile.read(again))) {
      double[][] answers = one.predict("iris").values();
      assertEquals(150, answers.length);
      assertArrayEquals(answers, two.predict("iris").values());
      assertEquals(one.evaluate("iris").json(), two.evaluate("iris").json());
    }
  }

  @Test
  void itHoldsTheAverageOfTheWeightsAndItsStatistics() {
    RunSettings settings = Trained.settings("average", "ema:0.9", "epochs", "5");
    Path run = folder.resolve("run");
    Summary summary = Trained.run(settings, run);
    ModelFile model = ModelFile.read(new RunFolder(run).model());

    Checkpoint last;
    try (Experiment again = Trained.resume(run, Optional.empty(), Optional.empty())) {
      last = again.training().checkpoint();
    }
    float[] average = last.state().view("average/weight");
    float[] first = model.weights().tensors().get("1.dense.weight").values();
    assertArrayEquals(Arrays.copyOf(average, first.length), first);
    assertEquals("0x0.0p0", model.weights().metadata().get("product/2.batchnorm.decay"));
    try (Predictor predictor = new Predictor(model)) {
      Run.Evaluations parts = summary.evaluations().orElseThrow();
      double rows = 0;
      double loss = 0;
      for (var part : List.of("train", "validation", "test")) {
        int count = summary.json().path("examples").path(part).asInt();
        rows += count;
        loss += count * summary.json().path(part).path("loss").asDouble();
      }
      assertTrue(parts.test().isPresent());
      assertEquals(loss / rows, predictor.evaluate("iris").metrics().loss(), 1e-6);
    }
  }

  @Test
  void averagesHaveAForm() {
    for (String wrong : List.of("ema", "ema:1", "ema:-1", "ema:x", "swa:2", "mean:3", "none:1")) {
      var e = assertThrows(IllegalArgumentException.class, () -> Averages.parse(wrong));
      assertTrue(e.getMessage().startsWith("average: expected "), e.getMessage());
    }
  }

  @Test
  void itHoldsTheSameNumbersAsTheRun() throws IOException {
    Path run = good.getParent();
    var summary = Json.MAPPER.readTree(Files.readString(run.resolve("summary.json")));
    var provenance = ModelFile.read(good).provenance();

    assertEquals(
        List.of("version", "fingerprint", "settings", "summary"),
        List.copyOf(provenance.propertyNames()));
    assertEquals(
        summary.path("state_sha256").asString(),
        provenance.path("summary").path("state_sha256").asString());
    assertEquals("gelu", provenance.path("settings").path("activation").asString());
    assertEquals(64, provenance.path("fingerprint").asString().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"format\":\"glissade-model-1\"}",
        "{\"format\":null,\"input\":[4],\"layer\":{\"type\":\"relu\"}}",
        "not json"
      })
  void descriptionsThatAreNoneAreRefused(String text) throws IOException {
    String message = refusal(changed("model.json", text));

    assertTrue(message.startsWith(folder.resolve("model.glissade") + ": expected "), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"input\" : [ null ]",
        "\"input\" : [ -4 ]",
        "\"input\" : [ ]",
        "\"input\" : [ 2147483647, 2147483647 ]",
        "\"input\" : [ 5 ]",
        "\"input\" : null"
      })
  void inputsThatMakeNoSenseAreRefused(String input) throws IOException {
    String text = model().replaceFirst("\"input\" : \\[ 4 \\]", input);
    assertTrue(!text.equals(model()));

    String message = refusal(changed("model.json", text));

    assertTrue(message.contains("expected "), message);
  }

  @Test
  void layersThatMakeNoSenseAreRefused() throws IOException {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("\"type\" : \"gelu\"", "\"type\" : \"java.lang.Runtime\"");
    changes.put("\"units\" : 5", "\"units\" : 2147483647");
    changes.put("\"units\" : 3", "\"units\" : 4");
    changes.put("\"rate\" : 0.1", "\"rate\" : 7");
    changes.put("\"rate\" : 0.1", "\"rate\" : null");
    changes.put("\"has_bias\" : true,", "");
    changes.put("\"average\" : \"CORRECTED\"", "\"average\" : null");
    changes.put("\"layers\" : [", "\"layers\" : [ null,");
    changes.put("\"format\"", "\"more\" : 1, \"format\"");
    changes.put("glissade-model-1", "glissade-model-9");
    for (var change : changes.entrySet()) {
      String text = model().replace(change.getKey(), change.getValue());
      assertTrue(!text.equals(model()), change.getKey());

      String message = refusal(changed("model.json", text));

      assertTrue(message.contains("expected "), change + ": " + message);
    }
  }

  @Test
  void layersWithinLayersEndSomewhere() throws IOException {
    String deep = "{\"type\":\"residual\",\"body\":".repeat(100_000);

    assertTrue(refusal(changed("model.json", deep)).contains(": expected a model file"));
  }

  @Test
  void noMoreIsUnpackedThanTheDescriptionNeeds() throws IOException {
    String message = refusal(changed("weights.safetensors", new byte[64 << 20]));
    assertTrue(message.matches(".*weights.safetensors of at most \\d{5} bytes.*"), message);

    String text = refusal(changed("model.json", " ".repeat(5 << 20)));
    assertTrue(text.contains("model.json of at most 4194304 bytes"), text);
  }

  @Test
  void partsOfAnotherModelAreRefused() throws IOException {
    Path run = folder.resolve("other");
    Trained.run(Trained.settings("hidden", "6", "data", "melbourne"), run);
    Map<String, byte[]> other = entries(new RunFolder(run).model());

    assertTrue(
        refusal(changed("weights.safetensors", other.get("weights.safetensors")))
            .startsWith("model: expected weights "));
    assertEquals(
        "model: expected preprocessing for 4 features, but got it for 7",
        refusal(changed("preprocessing.json", other.get("preprocessing.json"))));
    String nothing = refusal(changed("preprocessing.json", "{\"preprocessing\":null}"));
    assertTrue(nothing.contains("expected a model file"), nothing);
  }

  @Test
  void missingEntriesAreNamed() throws IOException {
    Path file = folder.resolve("empty.glissade");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("../model.json"));
      zip.closeEntry();
    }

    assertEquals(file + ": expected an entry model.json, but got: none", refusal(file));
  }

  /// Damage is found, or does not matter: the same answers come.
  @Test
  void damagedBytesAreRefusedAndNothingElseIsThrown() throws IOException {
    byte[] content = Files.readAllBytes(good);
    Random random = new Random(3);
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      byte[] mutated = content.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("mutated.glissade"), mutated);
      try (Predictor predictor = new Predictor(ModelFile.read(file))) {
        assertEquals(3, predictor.task().outputs());
      } catch (CheckpointException e) {
        refused++;
      }
    }
    assertTrue(refused > 300, "refused: " + refused);
  }
}
