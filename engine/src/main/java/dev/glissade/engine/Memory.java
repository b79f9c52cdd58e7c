package dev.glissade.engine;

import java.util.List;

/// The arrays of one program. The state's block is shared by all programs over it; the others are
/// the program's own.
final class Memory {
  private final Placement placement;
  private final float[] scratch;
  private final float[] state;
  private final float[] numbers;
  private final float[] literals;
  private final List<float[]> inputs;

  Memory(Placement placement, State state, int nodes) {
    this.placement = placement;
    this.scratch = new float[placement.scratchSize()];
    this.state = state.values();
    this.numbers = new float[nodes];
    this.literals = literals(placement);
    this.inputs =
        placement.inputs().stream().map(input -> new float[input.shape().size()]).toList();
  }

  private static float[] literals(Placement placement) {
    int size = placement.literals().stream().mapToInt(literal -> literal.shape().size()).sum();
    float[] values = new float[size];
    int at = 0;
    for (Tensor literal : placement.literals()) {
      if (literal.op() instanceof Op.Literal source) {
        for (double value : source.values()) {
          values[at++] = (float) value;
        }
      }
    }
    return values;
  }

  float[] array(Placement.Place place) {
    return switch (place.region()) {
      case SCRATCH -> scratch;
      case STATE -> state;
      case INPUT -> inputs.get(place.index());
      case NUMBER -> numbers;
      case LITERAL -> literals;
    };
  }

  /// A tensor's array and the position of its first element.
  View view(Tensor tensor) {
    return view(placement.place(tensor));
  }

  /// The array of a place and the position in it.
  View view(Placement.Place place) {
    return new View(array(place), place.offset());
  }

  float[] numbers() {
    return numbers;
  }

  Placement placement() {
    return placement;
  }

  /// An array and a position in it.
  record View(float[] array, int at) {}
}
