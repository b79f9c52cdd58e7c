package dev.glissade.experiment;

import dev.glissade.data.Preprocessing;
import dev.glissade.engine.Shape;
import dev.glissade.nn.Folding;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Model;
import dev.glissade.nn.Trace;
import dev.glissade.train.AtomicFiles;
import dev.glissade.train.CheckpointException;
import dev.glissade.train.Run;
import dev.glissade.train.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A trained model: its layers as data, its numbers, the preprocessing that goes before it, and
/// where it comes from. A zip of `model.json`, `weights.safetensors`, `preprocessing.json` and
/// `provenance.json`; reading it runs nothing from it.
public record ModelFile(
    Description description,
    Safetensors weights,
    Preprocessing preprocessing,
    JsonNode provenance) {
  private static final String FORMAT = "glissade-model-1";
  private static final int LARGEST_MODEL = 4 << 20;
  private static final int LARGEST_TEXT = 64 << 20;

  /// What `model.json` holds.
  record Description(String format, List<Integer> input, Layer layer, Loss loss) {
    Description {
      input = List.copyOf(input);
    }

    /// The model, of which nothing is allocated.
    ///
    /// @throws IllegalArgumentException if the layers do not fit the input
    Model model() {
      return Model.of(layer, Shape.of(input.stream().mapToInt(Integer::intValue).toArray()));
    }
  }

  static ModelFile of(Run run, Preprocessing preprocessing, RunSettings settings, Summary summary) {
    Model model = run.model();
    Map<String, float[]> numbers = new LinkedHashMap<>();
    shapes(model).keySet().forEach(path -> numbers.put(path, run.kept().state().view(path)));
    Folding.Folded kept =
        settings.foldNorm()
            ? Folding.fold(model, numbers, run.kept().products())
            : new Folding.Folded(model.layer(), numbers);
    List<Integer> input = extents(model.input());
    Loss loss = Losses.of(settings, preprocessing.task());
    ObjectNode provenance = Json.MAPPER.createObjectNode().put("version", Version.CURRENT);
    provenance.put("fingerprint", settings.fingerprint().orElse(""));
    provenance.set("settings", Json.settings(settings));
    provenance.set("summary", summary.json());
    return new ModelFile(
        new Description(FORMAT, input, kept.layer(), loss),
        weights(Model.of(kept.layer(), model.input()), kept.numbers(), run.kept().products()),
        preprocessing,
        provenance);
  }

  /// All parameters and statistics of a model.
  private static Map<String, Shape> shapes(Model model) {
    Trace trace = model.trace();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    trace.parameters().forEach(each -> shapes.put(each.path(), each.shape()));
    trace.statistics().forEach(each -> shapes.put(each.path(), each.shape()));
    return shapes;
  }

  private static Safetensors weights(
      Model model, Map<String, float[]> numbers, Map<String, Double> products) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    shapes(model)
        .forEach(
            (path, shape) -> {
              float[] values = Objects.requireNonNull(numbers.get(path), path);
              tensors.put(path, new Safetensors.Tensor(extents(shape), values));
            });
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    products.forEach((name, value) -> texts.put("product/" + name, Double.toHexString(value)));
    return new Safetensors(texts, tensors);
  }

  private static List<Integer> extents(Shape shape) {
    return Arrays.stream(shape.extents()).boxed().toList();
  }

  /// Writes the file atomically.
  static void write(Path file, ModelFile model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "model.json", text(model.description));
      add(zip, "weights.safetensors", model.weights.encode());
      add(zip, "preprocessing.json", text(new Fitted(model.preprocessing)));
      add(zip, "provenance.json", text(model.provenance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicFiles.write(file, bytes.toByteArray());
  }

  /// A field of the interface's type, so that its type is written.
  private record Fitted(Preprocessing preprocessing) {}

  private static byte[] text(Object value) {
    String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /// Reads a model. Of each entry no more is unpacked than a model of this description needs.
  ///
  /// @throws CheckpointException if the file is damaged, or not a model
  public static ModelFile read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Description description =
          parsed(file, entry(file, zip, "model.json", LARGEST_MODEL), Description.class);
      if (!FORMAT.equals(description.format())) {
        throw damaged(file, "the format " + FORMAT, description.format(), null);
      }
      byte[] weights = entry(file, zip, "weights.safetensors", mostBytes(file, description));
      Fitted fitted =
          parsed(file, entry(file, zip, "preprocessing.json", LARGEST_TEXT), Fitted.class);
      return new ModelFile(
          description,
          Safetensors.decode(file + ": weights.safetensors", weights),
          fitted.preprocessing(),
          Json.MAPPER.readTree(entry(file, zip, "provenance.json", LARGEST_TEXT)));
    } catch (IOException | JacksonException e) {
      String why = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
      throw damaged(file, "a model file", String.valueOf(why), e);
    }
  }

  private static <T> T parsed(Path file, byte[] json, Class<T> type) {
    @Nullable T value = Json.MAPPER.readValue(json, type);
    if (value == null) {
      throw damaged(file, "a JSON object", "null", null);
    }
    return value;
  }

  /// The numbers that the description asks for, and room for a header with their names.
  private static int mostBytes(Path file, Description description) {
    try {
      Map<String, Shape> shapes = shapes(description.model());
      long numbers = shapes.values().stream().mapToLong(Shape::size).sum();
      int tensors = shapes.size();
      long bytes = Float.BYTES * numbers + 1024L * tensors + (1 << 16);
      return (int) Math.min(bytes, Integer.MAX_VALUE - 64);
    } catch (IllegalArgumentException e) {
      throw damaged(file, "layers that fit their input", String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] entry(Path file, ZipFile zip, String name, int limit) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(file, "an entry " + name, "none", null);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw damaged(file, name + " of at most " + limit + " bytes", "more", null);
      }
      return content;
    }
  }

  private static CheckpointException damaged(
      Path file, String expected, String got, @Nullable Throwable cause) {
    String message = "%s: expected %s, but got: %s".formatted(file, expected, got);
    return new CheckpointException(message, cause);
  }

  /// The model in a run folder, or the file itself.
  ///
  /// @throws IllegalArgumentException if there is none
  public static ModelFile find(Path runOrFile) {
    Path file = Files.isDirectory(runOrFile) ? new RunFolder(runOrFile).model() : runOrFile;
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "run: expected a run folder or a model file, but got %s, where there is none — help: an unfinished run has no model; `glissade resume` finishes it"
              .formatted(runOrFile));
    }
    return read(file);
  }
}
