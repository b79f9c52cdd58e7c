package dev.glissade.engine;

import dev.glissade.engine.TilePatterns.Loop;
import dev.glissade.engine.TileProgram.Access;
import dev.glissade.engine.TileProgram.Instruction;
import dev.glissade.engine.TileProgram.Operand;
import dev.glissade.engine.kernels.Kernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns a group of element-wise nodes into a `TileProgram`: finds how each operand is reached and
/// gives intermediate values to tiles, which are used again when their last reader is done.
final class TileLowering {
  /// The floats that a worker's tiles may take together: half of a small first-level cache.
  private static final int TILE_BUDGET = 6_144;

  private static final int LONGEST_TILE = 1_024;
  private static final int SHORTEST_TILE = 128;

  /// `repeatedTo` matters to a general repetition only: rows and columns are the same for all.
  private record Load(int tensor, Access access, Shape repeatedTo) {
    static Load of(Tensor input, Tensor reader, Access access) {
      return new Load(input.id(), access, access == Access.GENERAL ? reader.shape() : Shape.SCALAR);
    }
  }

  private final List<Tensor> nodes;
  private final Memory memory;
  private final RunContext context;
  private final int size;
  private final int width;
  private final Map<Load, Operand> loads = new HashMap<>();
  private final List<Operand> loadOrder = new ArrayList<>();
  private final Map<Integer, Operand> results = new HashMap<>();

  /// Operands in memory by their place; a result may take that of an operand.
  private final Map<Memory.View, Operand> places = new HashMap<>();

  private final List<Operand> stores = new ArrayList<>();
  private final Map<Integer, Integer> lastReader = new HashMap<>();
  private final List<Integer> free = new ArrayList<>();
  private int tileCount;

  private TileLowering(List<Tensor> nodes, Memory memory, RunContext context) {
    this.nodes = nodes;
    this.memory = memory;
    this.context = context;
    this.size = nodes.get(0).shape().size();
    this.width = findWidth();
  }

  /// The task that computes the group, with tiles for `workers` threads.
  static RangeTask lower(
      Fusion.Tiles group, Memory memory, RunContext context, Kernels kernels, int workers) {
    return new TileLowering(group.nodes(), memory, context).task(kernels, workers);
  }

  private RangeTask task(Kernels kernels, int workers) {
    List<Instruction> instructions = instructions();
    int budget = Math.clamp(TILE_BUDGET / Math.max(1, tileCount), SHORTEST_TILE, LONGEST_TILE);
    int length = budget / SHORTEST_TILE * SHORTEST_TILE;
    if (width > 0 && width <= length) {
      length = length / width * width;
    }
    var geometry = new TileProgram.Geometry(width, length, new float[workers][tileCount][length]);
    var copies =
        new TileProgram.Copies(loadOrder.toArray(Operand[]::new), stores.toArray(Operand[]::new));
    TileProgram program =
        new TileProgram(
            kernels, instructions.toArray(Instruction[]::new), copies, geometry, context);
    return RangeTask.of(size, instructions.size(), geometry.multiple(), program);
  }

  /// The width of rows: that of the first operand which repeats along rows or columns; 0 if none
  /// does.
  private int findWidth() {
    for (Tensor node : nodes) {
      for (Tensor operand : node.inputs()) {
        int row = rowWidth(operand.shape(), node.shape());
        int column = columnWidth(operand.shape(), node.shape());
        if (operand.shape().size() > 1 && Math.max(row, column) > 0) {
          return row > 0 ? row : column;
        }
      }
    }
    return 0;
  }

  /// The size of `small` if it is one row of `large`, otherwise 0.
  private static int rowWidth(Shape small, Shape large) {
    if (small.size() == large.size() || small.size() == 1) {
      return 0;
    }
    int covered = 1;
    for (int axis = 1; axis <= large.rank() && covered < small.size(); axis++) {
      int extent = axis <= small.rank() ? small.extent(-axis) : 1;
      if (extent != large.extent(-axis)) {
        return 0;
      }
      covered *= extent;
    }
    return covered;
  }

  /// The size of a row of `large` if `small` has one element for each row, otherwise 0.
  private static int columnWidth(Shape small, Shape large) {
    if (small.size() == large.size() || small.size() == 1 || small.rank() != large.rank()) {
      return 0;
    }
    int covered = 1;
    int axis = 0;
    while (covered < small.size()) {
      if (small.extent(axis) != large.extent(axis)) {
        return 0;
      }
      covered *= small.extent(axis++);
    }
    return large.size(axis, large.rank());
  }

  private List<Instruction> instructions() {
    List<Loop> loops = TilePatterns.loops(nodes, memory.placement());
    for (int i = 0; i < loops.size(); i++) {
      for (Tensor input : loops.get(i).operands()) {
        lastReader.put(input.id(), i);
      }
    }
    for (Loop loop : loops) {
      loop.operands().forEach(input -> prepare(input, loop.node()));
    }
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      Tensor node = loops.get(i).node();
      List<Tensor> operands = loops.get(i).operands();
      List<Operand> in = operands.stream().map(input -> operand(input, node)).toList();
      releaseTiles(operands, i);
      Operand out = result(node);
      results.put(node.id(), out);
      Operand a = in.get(0);
      Operand b = in.size() > 1 ? in.get(1) : a;
      Operand c = in.size() > 2 ? in.get(2) : a;
      int stream =
          node.op() instanceof Op.Dropout dropout
              ? context.stream(dropout.stream(), node.shape())
              : -1;
      int rate = node.op() instanceof Op.Dropout ? rate(node) : -1;
      instructions.add(new Instruction(loops.get(i).kind(), out, a, b, c, stream, rate));
    }
    return instructions;
  }

  private int rate(Tensor dropout) {
    Tensor rate = dropout.inputs().get(1);
    if (memory.placement().place(rate).region() != Placement.Region.NUMBER) {
      throw new IllegalArgumentException(
          "dropout: expected a rate that is a scalar or a constant, but got " + rate);
    }
    return rate.id();
  }

  private boolean isOwn(Tensor tensor) {
    return nodes.contains(tensor);
  }

  private Access access(Tensor input, Tensor reader) {
    Shape small = input.shape();
    if (small.size() == 1 && size != 1) {
      return Access.SCALAR;
    }
    if (small.size() == size) {
      return Access.FULL;
    }
    if (width > 0 && rowWidth(small, reader.shape()) == width) {
      return Access.ROW;
    }
    boolean isColumn = width > 0 && columnWidth(small, reader.shape()) == width;
    return isColumn ? Access.COLUMN : Access.GENERAL;
  }

  /// Gives an operand that has to be spread out a tile for the whole run.
  private void prepare(Tensor input, Tensor reader) {
    Access access = access(input, reader);
    Load load = Load.of(input, reader, access);
    if (access == Access.FULL || loads.containsKey(load)) {
      return;
    }
    Repetition repetition =
        access == Access.GENERAL ? new Repetition(input.shape(), reader.shape()) : Repetition.NONE;
    Operand operand = new Operand(access, memory.view(input), tileCount++, repetition);
    loads.put(load, operand);
    loadOrder.add(operand);
  }

  private Operand operand(Tensor input, Tensor reader) {
    Access access = access(input, reader);
    if (access != Access.FULL) {
      Operand loaded = loads.get(Load.of(input, reader, access));
      if (loaded == null) {
        throw new IllegalStateException("tiles: expected a tile of " + input + ", but got none");
      }
      return loaded;
    }
    Operand own = results.get(input.id());
    return own != null ? own : read(memory.view(input));
  }

  /// An operand in memory, which is copied to a tile of its own.
  private Operand read(Memory.View view) {
    return places.computeIfAbsent(
        view,
        it -> {
          Operand operand = inMemory(it);
          loadOrder.add(operand);
          return operand;
        });
  }

  private Operand inMemory(Memory.View view) {
    return new Operand(Access.FULL, view, tileCount++, Repetition.NONE);
  }

  private Operand result(Tensor node) {
    if (memory.placement().isStored(node)) {
      Operand operand = places.computeIfAbsent(memory.view(node), this::inMemory);
      if (!stores.contains(operand)) {
        stores.add(operand);
      }
      return operand;
    }
    int tile = free.isEmpty() ? tileCount++ : free.removeLast();
    return new Operand(Access.TILE, Memory.View.EMPTY, tile, Repetition.NONE);
  }

  /// Tiles whose last reader is instruction `i` may already hold its result: every loop runs from
  /// front to back.
  private void releaseTiles(List<Tensor> operands, int i) {
    for (Tensor input : operands.stream().distinct().toList()) {
      Operand own = results.get(input.id());
      boolean isDone = Integer.valueOf(i).equals(lastReader.get(input.id()));
      if (isOwn(input) && own != null && own.access() == Access.TILE && isDone) {
        free.add(own.tile());
      }
    }
  }
}
