package dev.glissade.train;

import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Plateau;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that an exact continuation needs: the state, the best epoch if it may have to be
/// restored, the clock (which is also the position in the data), the running products,
/// the changes that a person made, the loop's own progress, what is remembered of spikes, and where
/// it comes from.
public record Checkpoint(
    State state,
    Optional<View> best,
    Clock clock,
    Map<String, Double> products,
    List<KnobChange> changes,
    Progress progress,
    SpikeRecord spikes,
    Origin origin) {
  private static final String FORMAT = "glissade-checkpoint-1";
  private static final String BEST = "best/";
  static final String PRODUCT = "product/";
  private static final String BEST_PRODUCT = "best-product/";
  private static final String CHANGE = "change/";

  /// The same with other changes and another progress.
  public Checkpoint with(List<KnobChange> otherChanges, Progress otherProgress) {
    return new Checkpoint(
        state, best, clock, products, otherChanges, otherProgress, spikes, origin);
  }

  /// As a file.
  public Safetensors encode() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.put("step", Long.toString(clock.step()));
    texts.put("epoch", Long.toString(clock.epoch()));
    texts.put("batch", Long.toString(clock.batch()));
    texts.put("samples", Long.toString(clock.samples()));
    texts.put("steps_per_epoch", Long.toString(clock.stepsPerEpoch()));
    texts.put("planned_epochs", Long.toString(clock.plannedEpochs()));
    origin.put(texts);
    texts.put("cost_sum", Double.toHexString(progress.costSum()));
    texts.put("cost_count", Long.toString(progress.costCount()));
    texts.put("best_epoch", Long.toString(progress.bestEpoch()));
    texts.put("best_value", Double.toHexString(progress.bestValue()));
    progress.watch().ifPresent(watch -> put(texts, watch));
    put(texts, PRODUCT, products);
    best.ifPresent(other -> put(texts, BEST_PRODUCT, other.products()));
    for (int i = 0; i < changes.size(); i++) {
      KnobChange change = changes.get(i);
      texts.put(
          CHANGE + i,
          change.step() + " " + Double.toHexString(change.value()) + " " + change.knob());
    }
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "", state);
    best.ifPresent(other -> put(tensors, BEST, other.state()));
    SpikeCodec.put(spikes, texts, tensors);
    return new Safetensors(texts, tensors);
  }

  private static void put(Map<String, String> texts, Plateau.Watch watch) {
    texts.put("plateau_rate", Double.toHexString(watch.rate()));
    texts.put("plateau_best", Double.toHexString(watch.best()));
    texts.put("plateau_bad", Long.toString(watch.bad()));
    texts.put("plateau_cooling", Long.toString(watch.cooling()));
    texts.put("plateau_sum", Double.toHexString(watch.sum()));
    texts.put("plateau_count", Long.toString(watch.count()));
  }

  private static Optional<Plateau.Watch> watch(String name, Map<String, String> texts) {
    if (!texts.containsKey("plateau_rate")) {
      return Optional.empty();
    }
    return Optional.of(
        new Plateau.Watch(
            real(name, texts, "plateau_rate"),
            real(name, texts, "plateau_best"),
            (int) whole(name, texts, "plateau_bad"),
            (int) whole(name, texts, "plateau_cooling"),
            real(name, texts, "plateau_sum"),
            (int) whole(name, texts, "plateau_count")));
  }

  static void put(Map<String, String> texts, String prefix, Map<String, Double> products) {
    products.forEach((name, value) -> texts.put(prefix + name, Double.toHexString(value)));
  }

  static void put(Map<String, Safetensors.Tensor> tensors, String prefix, State state) {
    for (State.Entry entry : state.layout().entries()) {
      List<Integer> shape = new ArrayList<>();
      for (int extent : entry.shape().extents()) {
        shape.add(extent);
      }
      tensors.put(prefix + entry.name(), new Safetensors.Tensor(shape, state.view(entry.name())));
    }
  }

  /// From a file, for a state of this layout.
  ///
  /// @throws CheckpointException if the file belongs to another model or is incomplete
  public static Checkpoint decode(String name, Safetensors file, State.Layout layout) {
    Map<String, String> texts = file.metadata();
    checkFormat(name, texts);
    State state = state(name, file, layout, "");
    boolean hasBest = file.tensors().keySet().stream().anyMatch(key -> key.startsWith(BEST));
    Optional<View> best =
        hasBest
            ? Optional.of(
                new View(state(name, file, layout, BEST), products(name, texts, BEST_PRODUCT)))
            : Optional.empty();
    Clock clock = clock(name, texts);
    SpikeRecord spikes = SpikeCodec.decode(name, file, layout, clock);
    int copies = (hasBest ? 2 : 1) + spikes.anchors().size();
    int expected = layout.entries().size() * copies;
    if (file.tensors().size() != expected) {
      throw anotherModel(name, expected + " tensors", file.tensors().size() + " tensors");
    }
    return new Checkpoint(
        state,
        best,
        clock,
        products(name, texts, PRODUCT),
        changes(name, texts),
        progress(name, texts),
        spikes,
        Origin.decode(name, texts));
  }

  static void checkFormat(String name, Map<String, String> texts) {
    if (!FORMAT.equals(texts.get("format"))) {
      throw new CheckpointException(
          "%s: expected the format %s, but got %s".formatted(name, FORMAT, texts.get("format")));
    }
  }

  /// The tensors of the state itself, without those of the best epoch and of spikes.
  static Set<String> tensors(Safetensors file) {
    return file.tensors().keySet().stream()
        .filter(key -> !key.startsWith(BEST) && !key.startsWith(SpikeCodec.ANCHOR))
        .collect(Collectors.toSet());
  }

  static Progress progress(String name, Map<String, String> texts) {
    return new Progress(
        real(name, texts, "cost_sum"),
        whole(name, texts, "cost_count"),
        whole(name, texts, "best_epoch"),
        real(name, texts, "best_value"),
        watch(name, texts));
  }

  static Clock clock(String name, Map<String, String> texts) {
    return new Clock(
        whole(name, texts, "step"),
        whole(name, texts, "epoch"),
        whole(name, texts, "batch"),
        whole(name, texts, "samples"),
        whole(name, texts, "steps_per_epoch"),
        whole(name, texts, "planned_epochs"));
  }

  static Map<String, Double> products(String name, Map<String, String> texts, String prefix) {
    Map<String, Double> products = new LinkedHashMap<>();
    for (String key : texts.keySet()) {
      if (key.startsWith(prefix)) {
        products.put(key.substring(prefix.length()), real(name, texts, key));
      }
    }
    return products;
  }

  static List<KnobChange> changes(String name, Map<String, String> texts) {
    List<KnobChange> changes = new ArrayList<>();
    for (int i = 0; texts.containsKey(CHANGE + i); i++) {
      String[] words = texts.getOrDefault(CHANGE + i, "").split(" ", 3);
      try {
        changes.add(
            new KnobChange(words[2], Long.parseLong(words[0]), Double.parseDouble(words[1])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
        throw new CheckpointException(
            "%s: expected a step, a value and a knob for '%s', but got '%s'"
                .formatted(name, CHANGE + i, texts.get(CHANGE + i)));
      }
    }
    return changes;
  }

  private static CheckpointException anotherModel(String name, String expected, String actual) {
    return new CheckpointException(
        "%s: expected %s, but got %s — help: this is a checkpoint of another model"
            .formatted(name, expected, actual));
  }

  static State state(String name, Safetensors file, State.Layout layout, String prefix) {
    State state = new State(layout);
    for (State.Entry entry : layout.entries()) {
      Safetensors.Tensor tensor = file.tensors().get(prefix + entry.name());
      String expected = "'%s' %s".formatted(prefix + entry.name(), entry.shape());
      if (tensor == null) {
        throw anotherModel(name, expected, "none");
      }
      if (!tensor.shape().toString().equals(entry.shape().toString())) {
        throw anotherModel(name, expected, tensor.shape().toString());
      }
      state.set(entry.name(), tensor.values());
    }
    return state;
  }

  static long whole(String name, Map<String, String> texts, String key) {
    try {
      return Long.parseLong(texts.getOrDefault(key, ""));
    } catch (NumberFormatException _) {
      throw new CheckpointException(
          "%s: expected a whole number for '%s', but got '%s'"
              .formatted(name, key, texts.get(key)));
    }
  }

  private static double real(String name, Map<String, String> texts, String key) {
    try {
      return Double.parseDouble(texts.getOrDefault(key, ""));
    } catch (NumberFormatException _) {
      throw new CheckpointException(
          "%s: expected a number for '%s', but got '%s'".formatted(name, key, texts.get(key)));
    }
  }
}
