package dev.glissade.simd;

import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chains;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.PlainElementwise;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Loops of chains, each written when the chain has done enough to be worth it, and in use as soon
/// as it is compiled.
final class WarmChains implements Chains {
  private static final int MOST = 16 * Lanes.LENGTH;
  private static final int ELEMENTARY_COST = 20;

  private final WarmUp warmUp;
  private final Elementwise plain = new PlainElementwise();
  private final Map<Chain, Loop> known = new ConcurrentHashMap<>();

  /// Loops that change over as `warmUp` says.
  WarmChains(WarmUp warmUp) {
    this.warmUp = warmUp;
  }

  @Override
  public Loop loop(Chain chain) {
    return ChainLoop.isPossible(chain)
        ? known.computeIfAbsent(chain, WarmLoop::new)
        : Chains.Loop.NEVER;
  }

  /// As many additions take as long in plain Java.
  private static int cost(Chain.Instruction it) {
    return elementary(it).isPresent() ? ELEMENTARY_COST : 1;
  }

  private static Optional<UnaryFunction> elementary(Chain.Instruction it) {
    return it.kind() instanceof Chain.Kind.Unary(UnaryFunction f) && f.isElementary()
        ? Optional.of(f)
        : Optional.empty();
  }

  private final class WarmLoop implements Loop {
    private final Chain chain;
    private final WarmUp.Loop turn;
    private volatile ChainLoop.@Nullable Body body;

    WarmLoop(Chain chain) {
      this.chain = chain;
      Example example = new Example(chain);
      turn =
          warmUp.loop(
              chain.instructions().stream().mapToInt(WarmChains::cost).sum(),
              (isVectors, size) -> {
                if (isVectors) {
                  example.run(body(), size * Lanes.LENGTH);
                } else {
                  example.runPlain(size * Lanes.LENGTH);
                }
              });
    }

    @Override
    public int run(float[][] arrays, int[] at, float[] numbers, int n) {
      int whole = Lanes.bound(n);
      if (whole == 0 || !turn.isReady(n)) {
        return 0;
      }
      body().run(arrays, at, numbers, whole);
      return whole;
    }

    private ChainLoop.Body body() {
      ChainLoop.Body written = body;
      if (written == null) {
        written = ChainLoop.of(chain);
        body = written;
      }
      return written;
    }
  }

  /// What the loop is tried on, against plain loops: one for each instruction.
  private final class Example {
    private final Chain chain;
    private final float[][] arrays;
    private final int[] at;
    private final float[] numbers;
    private final float[] x = new float[MOST];
    private final float[] y = new float[MOST];

    Example(Chain chain) {
      this.chain = chain;
      arrays = new float[chain.arrays()][MOST];
      at = new int[chain.arrays()];
      numbers = new float[chain.numbers()];
      Arrays.fill(numbers, 1f);
    }

    void run(ChainLoop.Body body, int n) {
      for (float[] array : arrays) {
        Arrays.fill(array, 1f);
      }
      body.run(arrays, at, numbers, n);
    }

    void runPlain(int n) {
      for (float[] array : arrays) {
        Arrays.fill(array, 1f);
      }
      Arrays.fill(x, 1f);
      for (Chain.Instruction it : chain.instructions()) {
        elementary(it)
            .ifPresentOrElse(
                f -> plain.unary(f, y, 0, x, 0, n), () -> plain.combine(y, x, 2, x, 3, n));
      }
    }
  }
}
