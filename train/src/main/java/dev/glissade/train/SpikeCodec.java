package dev.glissade.train;

import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The `SpikeRecord` of a checkpoint as texts and tensors.
final class SpikeCodec {
  private static final String USUAL = "spike/usual";
  private static final String REMEDY = "spike/remedy/";
  static final String ANCHOR = "spike/anchor/";
  private static final String PRODUCT = "/product/";

  private SpikeCodec() {}

  static void put(
      SpikeRecord record, Map<String, String> texts, Map<String, Safetensors.Tensor> tensors) {
    if (record.equals(SpikeRecord.NONE)) {
      return;
    }
    texts.put(USUAL, text(record.usual()) + " " + Double.toHexString(record.first()));
    for (int i = 0; i < record.remedies().size(); i++) {
      texts.put(REMEDY + i, text(record.remedies().get(i)));
    }
    for (int i = 0; i < record.anchors().size(); i++) {
      SpikeRecord.Anchor anchor = record.anchors().get(i);
      Clock clock = anchor.clock();
      texts.put(
          ANCHOR + i,
          "%d %d %d %d %s %d %s"
              .formatted(
                  clock.step(),
                  clock.epoch(),
                  clock.batch(),
                  clock.samples(),
                  Double.toHexString(anchor.costSum()),
                  anchor.costCount(),
                  text(anchor.usual())));
      Checkpoint.put(texts, ANCHOR + i + PRODUCT, anchor.products());
      Checkpoint.put(tensors, ANCHOR + i + "/", anchor.state());
    }
  }

  private static String text(UsualCost usual) {
    return Double.toHexString(usual.sum()) + " " + Double.toHexString(usual.weight());
  }

  private static String text(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Quarantine(long step, long spike, List<Integer> examples) ->
          examples.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",", "quarantine " + step + " " + spike + " ", ""));
      case Remedy.LowerRate(long step, long spike, double factor) ->
          "lower-rate %d %d %s".formatted(step, spike, Double.toHexString(factor));
    };
  }

  /// What a file has, for a training whose plan is that of `now`.
  ///
  /// @throws CheckpointException if it is incomplete
  static SpikeRecord decode(String name, Safetensors file, State.Layout layout, Clock now) {
    Map<String, String> texts = file.metadata();
    if (!texts.containsKey(USUAL)) {
      return SpikeRecord.NONE;
    }
    List<Remedy> remedies = remedies(name, texts);
    try {
      List<SpikeRecord.Anchor> anchors = new ArrayList<>();
      for (int i = 0; texts.containsKey(ANCHOR + i); i++) {
        String[] words = words(texts, ANCHOR + i);
        anchors.add(
            new SpikeRecord.Anchor(
                Checkpoint.state(name, file, layout, ANCHOR + i + "/"),
                clock(words, now),
                Checkpoint.products(name, texts, ANCHOR + i + PRODUCT),
                Double.parseDouble(words[4]),
                Long.parseLong(words[5]),
                usual(words[6], words[7])));
      }
      String[] words = words(texts, USUAL);
      return new SpikeRecord(
          Double.parseDouble(words[2]), usual(words[0], words[1]), remedies, anchors);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw damaged(name, e);
    }
  }

  /// What was done about spikes.
  static List<Remedy> remedies(String name, Map<String, String> texts) {
    try {
      List<Remedy> remedies = new ArrayList<>();
      for (int i = 0; texts.containsKey(REMEDY + i); i++) {
        remedies.add(remedy(words(texts, REMEDY + i)));
      }
      return remedies;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw damaged(name, e);
    }
  }

  private static CheckpointException damaged(String name, RuntimeException e) {
    return new CheckpointException(
        "%s: expected what is remembered of spikes, but got: %s".formatted(name, e.getMessage()));
  }

  private static String[] words(Map<String, String> texts, String key) {
    return texts.getOrDefault(key, "").split(" ", -1);
  }

  private static UsualCost usual(String sum, String weight) {
    return new UsualCost(Double.parseDouble(sum), Double.parseDouble(weight));
  }

  private static Clock clock(String[] words, Clock now) {
    return new Clock(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        now.stepsPerEpoch(),
        now.plannedEpochs());
  }

  private static Remedy remedy(String[] words) {
    long step = Long.parseLong(words[1]);
    long spike = Long.parseLong(words[2]);
    return words[0].equals("quarantine")
        ? new Remedy.Quarantine(
            step, spike, Arrays.stream(words[3].split(",", -1)).map(Integer::valueOf).toList())
        : new Remedy.LowerRate(step, spike, Double.parseDouble(words[3]));
  }
}
