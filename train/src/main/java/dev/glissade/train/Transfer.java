package dev.glissade.train;

import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Meaning;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a network takes over from a checkpoint that may be one of other layers or another
/// optimiser: parameters and statistics with the same path and shape. All others begin as the
/// initialisers of the seed say.
///
/// Statistics of a layer are taken over together with the product that corrects them, or not at
/// all. So is everything that the optimiser remembers: slots share products and the count of steps,
/// by which they are corrected, and a slot of zeros beside others of a thousand steps would give
/// Adam's first steps up to six times their length. It goes on if all parameters and all slots fit
/// and its name stands for the same, and otherwise begins anew with its first step. The clock goes
/// on in any case, and with it all schedules; the best epoch was another model's and is forgotten.
///
/// @param checkpoint what is to be gone on from, in the network's layout
/// @param kept the paths of what was taken over
/// @param anew the paths of what begins anew
public record Transfer(Checkpoint checkpoint, List<String> kept, List<String> anew) {
  /// Takes over what can be.
  ///
  /// @param meaning what the network's optimiser stands for
  /// @throws CheckpointException if the file is no checkpoint, or incomplete
  static Transfer of(String name, Safetensors file, Network network, Optional<Meaning> meaning) {
    return new Reading(name, file, network, meaning).transfer();
  }

  private static final class Reading {
    private final String name;
    private final Safetensors file;
    private final Map<String, String> texts;
    private final Network network;
    private final Network.Paths paths;
    private final Optional<Meaning> meaning;
    private final Map<String, Double> products;
    private final Set<String> fitting = new LinkedHashSet<>();

    Reading(String name, Safetensors file, Network network, Optional<Meaning> meaning) {
      this.name = name;
      this.file = file;
      this.texts = file.metadata();
      this.network = network;
      this.paths = network.paths();
      this.meaning = meaning;
      Checkpoint.checkFormat(name, texts);
      this.products = Checkpoint.products(name, texts, Checkpoint.PRODUCT);
      for (State.Entry entry : network.state().layout().entries()) {
        Safetensors.Tensor tensor = file.tensors().get(entry.name());
        if (tensor != null && tensor.shape().toString().equals(entry.shape().toString())) {
          fitting.add(entry.name());
        }
      }
    }

    Transfer transfer() {
      Map<String, Double> known = new LinkedHashMap<>();
      for (String knob : network.products()) {
        known.put(knob, paths.products().contains(knob) ? 1.0 : ofLayer(knob));
      }
      Origin before = Origin.decode(name, texts);
      boolean isGoingOn = isOptimizerGoingOn(before);
      if (isGoingOn) {
        paths.products().forEach(knob -> known.put(knob, product(knob)));
      } else {
        fitting.removeAll(paths.slots());
      }
      return new Transfer(
          isGoingOn && isWhole() ? whole() : partial(known, isGoingOn, before),
          names(true),
          names(false));
    }

    /// Whether it is a checkpoint of the same layout, so that the best epoch and the states that
    /// spikes are gone back to can be taken over too.
    private boolean isWhole() {
      return fitting.size() == network.state().layout().entries().size()
          && fitting.equals(Checkpoint.tensors(file))
          && products.keySet().equals(network.products());
    }

    private Checkpoint whole() {
      return Checkpoint.decode(name, file, network.state().layout());
    }

    private Checkpoint partial(Map<String, Double> known, boolean isGoingOn, Origin before) {
      Clock clock = Checkpoint.clock(name, texts);
      return new Checkpoint(
          state(),
          Optional.empty(),
          clock,
          known,
          changes(),
          Checkpoint.progress(name, texts).bestForgotten(clock.epoch()),
          SpikeRecord.of(SpikeCodec.remedies(name, texts)),
          new Origin(before.seed(), before.meaning(), isGoingOn ? before.begun() : clock.step()));
    }

    /// The product of a layer's knob. It is 1 where its statistics cannot all be taken over, and
    /// then none of them is.
    private double ofLayer(String knob) {
      String layer = knob.substring(0, knob.lastIndexOf('.') + 1);
      List<String> own =
          paths.statistics().stream().filter(path -> path.startsWith(layer)).toList();
      if (products.containsKey(knob) && fitting.containsAll(own)) {
        return product(knob);
      }
      own.forEach(fitting::remove);
      return 1;
    }

    private double product(String knob) {
      return products.getOrDefault(knob, 1.0);
    }

    private boolean isOptimizerGoingOn(Origin before) {
      return before.isSameMemory(meaning)
          && fitting.containsAll(paths.parameters())
          && fitting.containsAll(paths.slots())
          && products.keySet().containsAll(paths.products());
    }

    private State state() {
      State state = network.state().copy();
      for (String path : fitting) {
        state.set(path, Objects.requireNonNull(file.tensors().get(path), path).values());
      }
      return state;
    }

    private List<KnobChange> changes() {
      return Checkpoint.changes(name, texts).stream()
          .filter(change -> network.knobs().containsKey(change.knob()))
          .toList();
    }

    private List<String> names(boolean isKept) {
      return network.state().layout().entries().stream()
          .map(State.Entry::name)
          .filter(path -> fitting.contains(path) == isKept)
          .toList();
    }
  }
}
