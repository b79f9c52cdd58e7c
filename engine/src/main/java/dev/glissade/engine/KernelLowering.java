package dev.glissade.engine;

import dev.glissade.engine.kernels.EigenBasis;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/// Turns nodes with a kernel of their own into tasks.
final class KernelLowering {
  /// What an exponential function costs, in element operations.
  private static final long EXPONENTIAL = 24;

  /// Operations of a matrix product below which another thread is not worth waking.
  private static final long SMALL_PRODUCT = 500_000;

  private final Memory memory;
  private final Kernels kernels;
  private final RunContext context;
  private final List<ThreadTeam.Task> tasks = new ArrayList<>();

  KernelLowering(Memory memory, Kernels kernels, RunContext context) {
    this.memory = memory;
    this.kernels = kernels;
    this.context = context;
  }

  /// The tasks of a matrix product, to be run one after the other.
  List<ThreadTeam.Task> lower(Fusion.Product product) {
    Tensor node = product.matMul();
    Memory.View a = memory.view(node.inputs().get(0));
    Memory.View b = memory.view(node.inputs().get(1));
    Memory.View c = memory.view(product.node());
    MatMul.Product plan = kernels.matMul().product(sizes(node));
    MatMul.Epilogue epilogue =
        product
            .bias()
            .map(memory::view)
            .map(view -> MatMul.Epilogue.bias(view.array(), view.at()))
            .map(bias -> product.function().map(bias::then).orElse(bias))
            .orElse(MatMul.Epilogue.NONE);
    PartTask pack =
        new PartTask(plan::begin, part -> plan.pack(part, a.array(), a.at(), b.array(), b.at()));
    PartTask tile =
        new PartTask(
            plan::tiles,
            part ->
                plan.tile(part, c.array(), c.at(), a.array(), a.at(), b.array(), b.at(), epilogue));
    if (sizes(node).operations() < SMALL_PRODUCT) {
      tasks.add(
          RangeTask.whole(
              () -> {
                pack.runAll();
                tile.runAll();
              }));
    } else {
      tasks.add(pack);
      tasks.add(tile);
    }
    return tasks;
  }

  private static MatMul.Sizes sizes(Tensor node) {
    if (!(node.op() instanceof Op.MatMul op)) {
      throw new IllegalArgumentException("product: expected matMul, but got " + node);
    }
    int k = node.inputs().get(0).shape().extent(op.transposeLeft() ? 0 : 1);
    return new MatMul.Sizes(
        node.shape().extent(0), node.shape().extent(1), k, op.transposeLeft(), op.transposeRight());
  }

  /// Work in parts that the kernel itself plans, anew in each run.
  private record PartTask(IntSupplier planned, IntConsumer body) implements ThreadTeam.Task {
    @Override
    public int parts() {
      return planned.getAsInt();
    }

    @Override
    public void run(int part, int worker) {
      body.accept(part);
    }

    void runAll() {
      int parts = parts();
      for (int part = 0; part < parts; part++) {
        body.accept(part);
      }
    }
  }

  /// The tasks of any other kernel, to be run one after the other.
  List<ThreadTeam.Task> lower(Fusion.Kernel kernel) {
    Tensor node = kernel.node();
    var normalization = new NormalizationLowering(memory, kernels);
    switch (node.op()) {
      case Op.Normal(String stream, _) -> normal(node, stream);
      case Op.EigenBasis _ -> eigenBasis(node);
      case Op.Sum(int axis) -> reduce(node, axis, true);
      case Op.Max(int axis) -> reduce(node, axis, false);
      case Op.Norm _ -> norm(node);
      case Op.Transpose(List<Integer> order) -> transpose(node, order);
      case Op.Slice slice -> slice(node, slice);
      case Op.Concatenate(int axis) -> concatenate(node, axis);
      case Op.OneHot(int classes) -> oneHot(node, classes);
      case Op.Softmax _ -> softmax(node, false);
      case Op.LogSoftmax _ -> softmax(node, true);
      case Op.CrossEntropy _ -> crossEntropy(node);
      case Op.CrossEntropyGradient _ -> crossEntropyGradient(node);
      case Op.Moments(int axis) -> tasks.add(normalization.moments(node, axis));
      case Op.BatchNorm op -> tasks.add(normalization.normalize(node, op));
      case Op.BatchNormSums op -> tasks.add(normalization.sums(node, op));
      case Op.BatchNormGradient op -> tasks.add(normalization.gradient(node, op));
      case Op.Input _, Op.Scalar _, Op.Constant _, Op.Literal _, Op.Variable _, Op.MatMul _ ->
          throw misplaced(node);
      case Op.Unary _, Op.Binary _, Op.Select _, Op.Dropout _, Op.Reshape _, Op.Broadcast _ ->
          throw misplaced(node);
      case Op.Detach _ -> throw misplaced(node);
    }
    return tasks;
  }

  private static IllegalArgumentException misplaced(Tensor node) {
    return new IllegalArgumentException("kernel: expected an operation with one, but got " + node);
  }

  private Memory.View input(Tensor node, int index) {
    return memory.view(node.inputs().get(index));
  }

  private void eigenBasis(Tensor node) {
    Memory.View x = input(node, 0);
    Memory.View previous = input(node, 1);
    Memory.View y = memory.view(node);
    EigenBasis kernel = new EigenBasis(node.shape().extent(0));
    tasks.add(
        RangeTask.whole(
            () ->
                kernel.of(y.array(), y.at(), x.array(), x.at(), previous.array(), previous.at())));
  }

  private void reduce(Tensor node, int axis, boolean isSum) {
    Shape shape = node.inputs().get(0).shape();
    int outer = shape.size(0, axis);
    int middle = shape.extent(axis);
    int inner = shape.size(axis + 1, shape.rank());
    tasks.addAll(
        ReductionLowering.reduce(
            kernels.reductions(), isSum, memory.view(node), input(node, 0), outer, middle, inner));
  }

  private void norm(Tensor node) {
    List<Memory.View> parts = node.inputs().stream().map(memory::view).toList();
    int[] sizes = node.inputs().stream().mapToInt(part -> part.shape().size()).toArray();
    tasks.addAll(ReductionLowering.norm(kernels.reductions(), memory.view(node), parts, sizes));
  }

  private void transpose(Tensor node, List<Integer> order) {
    Memory.View x = input(node, 0);
    Memory.View y = memory.view(node);
    Transposition plan = new Transposition(node.inputs().get(0).shape(), order);
    int rows = plan.rows();
    tasks.add(
        RangeTask.of(
            rows,
            node.shape().size() / Math.max(1, rows),
            1,
            (from, to, _) -> plan.copy(y.array(), y.at(), x.array(), x.at(), from, to)));
  }

  private void slice(Tensor node, Op.Slice op) {
    Shape shape = node.inputs().get(0).shape();
    int outer = shape.size(0, op.axis());
    int inner = shape.size(op.axis() + 1, shape.rank());
    int count = (op.to() - op.from()) * inner;
    int stride = shape.extent(op.axis()) * inner;
    Memory.View x = input(node, 0);
    copyRows(memory.view(node), count, x.plus(op.from() * inner), stride, outer, count);
  }

  private void concatenate(Tensor node, int axis) {
    int outer = node.shape().size(0, axis);
    int stride = node.shape().size(axis, node.shape().rank());
    Memory.View y = memory.view(node);
    for (int i = 0; i < node.inputs().size(); i++) {
      int count = node.inputs().get(i).shape().size(axis, node.shape().rank());
      if (!memory.placement().isInPlace(node, i)) {
        copyRows(y, stride, input(node, i), count, outer, count);
      }
      y = y.plus(count);
    }
  }

  private void copyRows(
      Memory.View to, int toStride, Memory.View from, int fromStride, int rows, int count) {
    tasks.add(
        RangeTask.of(
            rows,
            count,
            1,
            (first, last, _) -> {
              for (int i = first; i < last; i++) {
                System.arraycopy(
                    from.array(),
                    from.at() + i * fromStride,
                    to.array(),
                    to.at() + i * toStride,
                    count);
              }
            }));
  }

  private void oneHot(Tensor node, int classes) {
    Memory.View x = input(node, 0);
    Memory.View y = memory.view(node);
    rows(
        node.shape().size() / classes,
        classes,
        (from, to, _) -> {
          java.util.Arrays.fill(y.array(), y.at() + from * classes, y.at() + to * classes, 0f);
          for (int i = from; i < to; i++) {
            float index = x.array()[x.at() + i];
            if (index >= 0 && index < classes) {
              y.array()[y.at() + i * classes + (int) index] = 1f;
            }
          }
        });
  }

  private void rows(int rows, long work, RangeTask.Body body) {
    tasks.add(RangeTask.of(rows, work, 1, body));
  }

  private void normal(Tensor node, String stream) {
    Memory.View y = memory.view(node);
    int index = context.stream(stream, node.shape());
    rows(
        node.shape().size(),
        2 * EXPONENTIAL,
        (from, to, _) -> {
          long key = context.streamKey(index);
          Normal.fill(y.array(), y.at(), key, context.streamStart(index), from, to);
        });
  }

  private void softmax(Tensor node, boolean logarithm) {
    Memory.View x = input(node, 0);
    Memory.View y = memory.view(node);
    int columns = node.shape().extent(-1);
    rows(
        node.shape().size() / Math.max(1, columns),
        EXPONENTIAL * columns,
        (from, to, _) -> {
          if (logarithm) {
            kernels.softmax().logSoftmax(y.array(), y.at(), x.array(), x.at(), columns, from, to);
          } else {
            kernels.softmax().softmax(y.array(), y.at(), x.array(), x.at(), columns, from, to);
          }
        });
  }

  private void crossEntropy(Tensor node) {
    Memory.View z = input(node, 0);
    Memory.View t = input(node, 1);
    Memory.View y = memory.view(node);
    int columns = node.inputs().get(0).shape().extent(-1);
    rows(
        node.shape().size(),
        EXPONENTIAL * columns,
        (from, to, _) ->
            kernels
                .softmax()
                .crossEntropy(
                    y.array(), y.at(), z.array(), z.at(), t.array(), t.at(), columns, from, to));
  }

  private void crossEntropyGradient(Tensor node) {
    Memory.View dy = input(node, 0);
    Memory.View z = input(node, 1);
    Memory.View t = input(node, 2);
    Memory.View dz = memory.view(node);
    int columns = node.shape().extent(-1);
    rows(
        node.inputs().get(0).shape().size(),
        EXPONENTIAL * columns,
        (from, to, _) ->
            kernels
                .softmax()
                .crossEntropyGradient(
                    dz.array(),
                    dz.at(),
                    dy.array(),
                    dy.at(),
                    z.array(),
                    z.at(),
                    t.array(),
                    t.at(),
                    columns,
                    from,
                    to));
  }
}
