package dev.glissade.engine;

import java.util.List;

/// The arrays of one program. The state's block is shared by all programs over it; the others are
/// the program's own, unless an input is read where it lies.
final class Memory {
  private final Placement placement;
  private final Block scratch;
  private final Block state;
  private final Block numbers;
  private final Block literals;
  private final List<Block> inputs;

  Memory(Placement placement, State state, int nodes) {
    this.placement = placement;
    this.scratch = new Block(new float[placement.scratchSize()]);
    this.state = new Block(state.values());
    this.numbers = new Block(new float[nodes]);
    this.literals = new Block(literals(placement));
    this.inputs =
        placement.inputs().stream()
            .map(input -> new Block(new float[input.shape().size()]))
            .toList();
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

  private Block block(Placement.Place place) {
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
    return new View(block(place), place.offset());
  }

  float[] numbers() {
    return numbers.array;
  }

  Placement placement() {
    return placement;
  }

  /// Exchanges what is read as input `index`: the elements of `array` from `at` on.
  void bind(int index, float[] array, int at) {
    inputs.get(index).array = array;
    inputs.get(index).at = at;
  }

  /// An array, and where what belongs here begins.
  private static final class Block {
    private float[] array;
    private int at;

    private Block(float[] array) {
      this.array = array;
    }
  }

  /// Part of a block. Its array and position have to be asked for in each run, since an input may
  /// lie elsewhere in the next one.
  record View(Block block, int offset) {
    /// Nothing.
    static final View EMPTY = new View(new Block(new float[0]), 0);

    float[] array() {
      return block.array;
    }

    int at() {
      return block.at + offset;
    }

    View plus(int elements) {
      return new View(block, offset + elements);
    }
  }
}
