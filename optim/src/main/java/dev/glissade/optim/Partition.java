package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// Different optimisers for different parameters, chosen by path or shape: the first part that a
/// parameter belongs to trains it, and `rest` whatever belongs to none.
///
/// ```java
/// new Partition(List.of(Part.named("encoder", "0\\..*", new Frozen())), Adam.of())
/// ```
///
/// The knobs of a part begin with its name and a dot, and its learning rate is `ratio` times that
/// of the rest. Optimisers that look at all parameters together see those of their part. `ByRole`
/// is the same for weights and all others, and cheaper, since roles lie together already.
public record Partition(List<Part> parts, Optimizer rest) implements Optimizer {
  /// Keeps a copy.
  public Partition {
    parts = List.copyOf(parts);
  }

  /// Parameters that have an optimiser of their own.
  public record Part(
      String name, Predicate<Update.Segment> contains, Optimizer optimizer, double ratio) {
    /// Checks the ratio.
    public Part {
      Ranges.requireFinite("partition", "ratio", ratio);
    }

    /// Those whose whole path matches a regular expression, with the learning rate of the rest.
    public static Part named(String name, String pattern, Optimizer optimizer) {
      return new Part(name, segment -> segment.path().matches(pattern), optimizer, 1);
    }
  }

  @Override
  public Schedule learningRate() {
    return rest.learningRate();
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::changes));
  }

  private int partOf(Update.Segment segment) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).contains.test(segment)) {
        return i;
      }
    }
    return parts.size();
  }

  private List<Tensor> changes(List<Tensor> gradients, List<Update> updates) {
    Map<String, Tensor> changeOf = new HashMap<>();
    for (int part = 0; part <= parts.size(); part++) {
      change(part, gradients, updates, changeOf);
    }
    List<Tensor> changes = new ArrayList<>();
    for (Update update : updates) {
      changes.add(
          update.join(
              update.segments().stream()
                  .map(segment -> Objects.requireNonNull(changeOf.get(segment.path())))
                  .toList()));
    }
    return changes;
  }

  private void change(
      int part, List<Tensor> gradients, List<Update> updates, Map<String, Tensor> changeOf) {
    List<Tensor> own = new ArrayList<>();
    List<Update> ownUpdates = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      List<Update.Segment> chosen =
          update.segments().stream().filter(segment -> partOf(segment) == part).toList();
      if (!chosen.isEmpty()) {
        own.add(update.only(gradients.get(i), chosen));
        ownUpdates.add(update.part(nameOf(part), chosen, ratioOf(part)));
      }
    }
    if (own.isEmpty()) {
      return;
    }
    Optimizer optimizer = part < parts.size() ? parts.get(part).optimizer : rest;
    List<Tensor> changed = Jointly.through(optimizer.scaled().transforms(), own, ownUpdates);
    for (int i = 0; i < changed.size(); i++) {
      for (Update.Segment segment : ownUpdates.get(i).segments()) {
        Tensor all = changed.get(i).broadcast(ownUpdates.get(i).parameter().shape());
        changeOf.put(segment.path(), all.slice(0, segment.from(), segment.to()));
      }
    }
  }

  private String nameOf(int part) {
    return part < parts.size() ? parts.get(part).name + "." : "";
  }

  private double ratioOf(int part) {
    return part < parts.size() ? parts.get(part).ratio : 1;
  }
}
