package dev.glissade.engine;

import dev.glissade.engine.TileProgram.Instruction;
import dev.glissade.engine.TileProgram.Operand;
import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chain.Kind;
import dev.glissade.engine.kernels.Chains;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The instructions of a `TileProgram` as one chain, with the places of its arrays and numbers.
final class FusedChain {
  /// Where a number comes from: memory, or the context if the view is empty.
  private record Number(Memory.View view, int id) {
    float value(RunContext context) {
      return view == Memory.View.EMPTY ? (float) context.number(id) : view.array()[view.at()];
    }
  }

  private final RunContext context;
  private final Chains.Loop loop;
  private final Memory.View[] places;
  private final Number[] sources;
  private final float[][][] arrays;
  private final int[][] at;
  private final float[][] numbers;

  private FusedChain(Translation translation, RunContext context, Chains.Loop loop, int workers) {
    this.context = context;
    this.loop = loop;
    places = translation.places.toArray(Memory.View[]::new);
    sources = translation.numbers.toArray(Number[]::new);
    arrays = new float[workers][places.length][];
    at = new int[workers][places.length];
    numbers = new float[workers][sources.length];
  }

  /// The chain, or one that handles nothing if an operand repeats along rows or columns.
  static FusedChain of(Instruction[] instructions, RunContext context, Chains chains, int workers) {
    Translation translation = new Translation();
    Chains.Loop loop = translation.chain(instructions).map(chains::loop).orElse(Chains.Loop.NEVER);
    return new FusedChain(translation, context, loop, workers);
  }

  /// Handles the first of the `n` elements that begin with `from`, and says how many.
  int run(int from, int n, int worker) {
    if (loop == Chains.Loop.NEVER) {
      return 0;
    }
    float[][] ownArrays = arrays[worker];
    int[] ownAt = at[worker];
    for (int i = 0; i < places.length; i++) {
      ownArrays[i] = places[i].array();
      ownAt[i] = places[i].at() + from;
    }
    float[] ownNumbers = numbers[worker];
    for (int i = 0; i < ownNumbers.length; i++) {
      ownNumbers[i] = sources[i].value(context);
    }
    return loop.run(ownArrays, ownAt, ownNumbers, n);
  }

  /// Gives each array and each number that the instructions use an index.
  private static final class Translation {
    private final List<Memory.View> places = new ArrayList<>();
    private final List<Number> numbers = new ArrayList<>();

    Optional<Chain> chain(Instruction[] instructions) {
      List<Chain.Instruction> list = new ArrayList<>();
      for (Instruction it : instructions) {
        if (!isPlain(it.a()) || !isPlain(it.b()) || !isPlain(it.c())) {
          return Optional.empty();
        }
        list.add(
            new Chain.Instruction(
                kind(it.kind()),
                operand(it.out()),
                operand(it.a()),
                operand(it.b()),
                operand(it.c())));
      }
      return Optional.of(new Chain(places.size(), numbers.size(), list));
    }

    private static boolean isPlain(Operand operand) {
      return switch (operand.access()) {
        case FULL, TILE, SCALAR -> true;
        case ROW, COLUMN, GENERAL -> false;
      };
    }

    private Chain.Operand operand(Operand operand) {
      return switch (operand.access()) {
        case FULL -> new Chain.Operand.Array(index(operand.view(), places));
        case SCALAR -> new Chain.Operand.Number(index(new Number(operand.view(), -1), numbers));
        case TILE -> new Chain.Operand.Register(operand.tile());
        case ROW, COLUMN, GENERAL ->
            throw new IllegalStateException("chain: expected no repetition, but got " + operand);
      };
    }

    private Kind kind(Kind kind) {
      return switch (kind) {
        case Kind.Combine(int s, int t, boolean isDifference, boolean isSquare) ->
            new Kind.Combine(factor(s), factor(t), isDifference, isSquare);
        case Kind.Ratio(int s, int t, int e) -> new Kind.Ratio(factor(s), factor(t), factor(e));
        case Kind.Unary _, Kind.Binary _, Kind.Select _, Kind.Copy _, Kind.Dropout _ -> kind;
      };
    }

    private int factor(int id) {
      return id == Chain.NO_FACTOR ? id : index(new Number(Memory.View.EMPTY, id), numbers);
    }

    private static <T> int index(T element, List<T> list) {
      int known = list.indexOf(element);
      if (known >= 0) {
        return known;
      }
      list.add(element);
      return list.size() - 1;
    }
  }
}
