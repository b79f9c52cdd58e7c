package dev.glissade.engine;

import java.util.List;

/// Which nodes are needed.
final class Liveness {
  private Liveness() {}

  /// Marks the targets and everything that they are computed from.
  static boolean[] of(List<Tensor> nodes, Iterable<Tensor> targets) {
    boolean[] live = new boolean[nodes.size()];
    for (Tensor target : targets) {
      live[target.id()] = true;
    }
    for (Tensor node : nodes.reversed()) {
      if (live[node.id()]) {
        for (Tensor input : node.inputs()) {
          live[input.id()] = true;
        }
      }
    }
    return live;
  }
}
