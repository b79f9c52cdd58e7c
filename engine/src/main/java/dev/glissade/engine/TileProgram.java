package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chain.Kind;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.UnaryFunction;

/// A chain of element-wise operations run tile by tile: values are copied to tiles that fit the
/// first-level cache, each instruction is one shared, compiled loop over tiles, and results are
/// copied back. A tile is an array of its own, since the JIT compiler makes vectors only of loops
/// whose arrays all begin at the same place. A chain that can run as one loop soon does.
///
/// The elements are seen as rows of `width` if an operand repeats along rows or columns; a tile
/// then holds whole rows, or part of one.
final class TileProgram implements RangeTask.Body {
  /// How an operand is found.
  enum Access {
    /// Element `i` of memory.
    FULL,
    /// A tile of the worker.
    TILE,
    /// One number, repeated.
    SCALAR,
    /// One row, repeated.
    ROW,
    /// One number for each row.
    COLUMN,
    /// Any other repetition.
    GENERAL
  }

  /// An operand, and the worker's tile that holds it.
  record Operand(Access access, Memory.View view, int tile, Repetition repetition) {
    float[] array() {
      return view.array();
    }

    int base() {
      return view.at();
    }
  }

  /// One loop: `out = f(a, b, c)`; operands that a kind does not use are `a` again.
  record Instruction(
      Kind kind, Operand out, Operand a, Operand b, Operand c, int stream, int rate) {}

  private final Elementwise kernels;
  private final Operand[] loads;
  private final Operand[] stores;
  private final Instruction[] instructions;
  private final int width;
  private final int tileLength;
  private final float[][][] tiles;
  private final RunContext context;
  private final FusedChain fused;

  TileProgram(
      Kernels kernels,
      Instruction[] instructions,
      Copies copies,
      Geometry geometry,
      RunContext context) {
    this.kernels = kernels.elementwise();
    this.loads = copies.loads();
    this.stores = copies.stores();
    this.instructions = instructions;
    this.width = geometry.width();
    this.tileLength = geometry.tileLength();
    this.tiles = geometry.tiles();
    this.context = context;
    this.fused = FusedChain.of(instructions, context, kernels.chains(), tiles.length);
  }

  /// What is copied to tiles before the instructions, and from tiles after them.
  record Copies(Operand[] loads, Operand[] stores) {}

  /// The width of rows (0 if there are none), the elements of a tile, and each worker's tiles.
  record Geometry(int width, int tileLength, float[][][] tiles) {
    /// Elements that a range must be a multiple of.
    int multiple() {
      return width > tileLength ? width : tileLength;
    }
  }

  @Override
  public void run(int from, int to, int worker) {
    int done = fused.run(from, to - from, worker);
    if (done < to - from) {
      runTiles(from + done, to, worker);
    }
  }

  private void runTiles(int from, int to, int worker) {
    float[][] own = tiles[worker];
    for (Operand load : loads) {
      loadOnce(load, own[load.tile()], Math.min(tileLength, to - from));
    }
    int position = from;
    while (position < to) {
      int n = Math.min(tileLength, to - position);
      if (width > tileLength) {
        n = Math.min(n, width - position % width);
      }
      for (Operand load : loads) {
        loadTile(load, own[load.tile()], position, n);
      }
      for (Instruction instruction : instructions) {
        execute(instruction, own, position, n);
      }
      for (Operand store : stores) {
        System.arraycopy(own[store.tile()], 0, store.array(), store.base() + position, n);
      }
      position += n;
    }
  }

  /// What is the same for every tile.
  private void loadOnce(Operand load, float[] tile, int n) {
    if (load.access() == Access.SCALAR) {
      java.util.Arrays.fill(tile, 0, n, load.array()[load.base()]);
    } else if (load.access() == Access.ROW && width <= tileLength) {
      for (int i = 0; i < n; i += width) {
        System.arraycopy(load.array(), load.base(), tile, i, Math.min(width, n - i));
      }
    }
  }

  private void loadTile(Operand load, float[] tile, int position, int n) {
    switch (load.access()) {
      case FULL -> System.arraycopy(load.array(), load.base() + position, tile, 0, n);
      case COLUMN -> {
        for (int i = 0; i < n; ) {
          int row = (position + i) / width;
          int end = Math.min(n, (row + 1) * width - position);
          java.util.Arrays.fill(tile, i, end, load.array()[load.base() + row]);
          i = end;
        }
      }
      case GENERAL -> load.repetition().gather(tile, 0, load.array(), load.base(), position, n);
      case ROW -> {
        if (width > tileLength) {
          System.arraycopy(load.array(), load.base() + position % width, tile, 0, n);
        }
      }
      case TILE, SCALAR -> {}
    }
  }

  private void execute(Instruction instruction, float[][] own, int position, int n) {
    float[] out = own[instruction.out().tile()];
    float[] a = own[instruction.a().tile()];
    float[] b = own[instruction.b().tile()];
    float[] c = own[instruction.c().tile()];
    switch (instruction.kind()) {
      case Kind.Unary(UnaryFunction f) -> kernels.unary(f, out, 0, a, 0, n);
      case Kind.Binary(BinaryFunction f) -> kernels.binary(f, out, 0, a, 0, b, 0, n);
      case Kind.Copy _ -> System.arraycopy(a, 0, out, 0, n);
      case Kind.Select _ -> kernels.select(out, a, b, c, n);
      case Kind.Combine it -> combine(it, out, a, b, n);
      case Kind.Ratio(int s, int t, int e) ->
          kernels.ratio(out, a, factor(s), b, factor(t), factor(e), n);
      case Kind.Dropout _ -> {
        double rate = context.number(instruction.rate());
        long key = context.streamKey(instruction.stream());
        long from = context.streamStart(instruction.stream()) + position;
        float scale = (float) (1 / (1 - rate));
        kernels.dropout(out, a, scale, key, from, RandomNumbers.threshold(rate), n);
      }
    }
  }

  private void combine(Kind.Combine it, float[] out, float[] a, float[] b, int n) {
    float s = factor(it.s());
    float t = it.isDifference() ? -factor(it.t()) : factor(it.t());
    if (it.isSquare()) {
      kernels.combineSquare(out, a, s, b, t, n);
    } else {
      kernels.combine(out, a, s, b, t, n);
    }
  }

  private float factor(int number) {
    return number == Chain.NO_FACTOR ? 1f : (float) context.number(number);
  }
}
