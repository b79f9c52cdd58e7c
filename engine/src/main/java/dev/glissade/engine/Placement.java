package dev.glissade.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where every tensor lies: which array, and at which element.
///
/// What is needed outside of the unit that computes it gets a buffer in one scratch array; buffers
/// whose lifetimes do not overlap share memory. The parts of a concatenation are computed in their
/// place within it. A variable is overwritten directly where nothing reads its old value
/// afterwards; otherwise a copy at the end of the step does it.
final class Placement {
  /// The arrays of a program.
  enum Region {
    SCRATCH,
    STATE,
    INPUT,
    NUMBER,
    LITERAL
  }

  /// An element of an array; `index` says which input it is.
  record Place(Region region, int index, int offset) {
    Place plus(int elements) {
      return new Place(region, index, offset + elements);
    }
  }

  /// A copy of a tensor to a place at the end of the step.
  record Copy(Tensor from, Place to) {}

  /// A tensor that is computed in its place within a concatenation.
  private record Part(Tensor whole, int offset) {}

  private static final int ALIGNMENT = 16;

  private final List<Tensor> nodes;
  private final List<Fusion.Unit> units;
  private final State.Layout layout;
  private final boolean[] isNumber;
  private final int[] unitOf;
  private final int[] lastRead;
  private final Map<Integer, Place> places = new HashMap<>();
  private final Map<Integer, Part> parts = new HashMap<>();
  private final Map<Integer, Tensor> kept = new LinkedHashMap<>();
  private final Map<Integer, Place> keptPlaces = new HashMap<>();
  private final List<Copy> copies = new ArrayList<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> literals = new ArrayList<>();
  private int literalSize;
  private int scratchSize;

  private Placement(Step step, List<Fusion.Unit> units, State.Layout layout) {
    this.nodes = step.graph().nodes();
    this.units = units;
    this.layout = layout;
    this.isNumber = ScalarEvaluation.mark(nodes);
    this.unitOf = new int[nodes.size()];
    this.lastRead = new int[nodes.size()];
  }

  static Placement of(Step step, List<Fusion.Unit> units, State.Layout layout) {
    Placement placement = new Placement(step, units, layout);
    placement.placeSources(step);
    placement.findLifetimes(step);
    placement.checkUpdates(step);
    placement.keepOldValues(step);
    placement.placeUpdates(step);
    placement.placeParts();
    placement.placeBuffers();
    return placement;
  }

  /// The place of a tensor that has one.
  Place place(Tensor tensor) {
    Tensor root = Views.root(tensor);
    if (isNumber[tensor.id()] || isNumber[root.id()]) {
      return new Place(Region.NUMBER, 0, (isNumber[tensor.id()] ? tensor : root).id());
    }
    Place place = places.get(root.id());
    if (place == null) {
      throw new IllegalStateException("place: expected a place of " + tensor + ", but got none");
    }
    return place.plus(Views.offsetInRoot(tensor));
  }

  /// Where an output can be read after the run.
  Place outputPlace(Tensor output) {
    Place place = keptPlaces.get(output.id());
    return place == null ? place(output) : place;
  }

  /// Whether a computed tensor is kept in memory; otherwise it lives in a tile only.
  boolean isStored(Tensor tensor) {
    return places.containsKey(Views.root(tensor).id());
  }

  /// Whether a tensor is a plain number, which is worked out in double before each run.
  boolean isNumber(Tensor tensor) {
    return isNumber[tensor.id()];
  }

  /// The floats of the scratch array.
  int scratchSize() {
    return scratchSize;
  }

  /// The inputs in the order of their index.
  List<Tensor> inputs() {
    return inputs;
  }

  /// The literals one after the other, as they lie in their array.
  List<Tensor> literals() {
    return literals;
  }

  /// What is copied at the end of the step, in order.
  List<Copy> copies() {
    return copies;
  }

  /// Whether part `i` of a concatenation is computed in its place.
  boolean isInPlace(Tensor concatenation, int i) {
    Tensor root = Views.root(concatenation.inputs().get(i));
    Part part = parts.get(root.id());
    return part != null
        && part.whole() == concatenation
        && place(concatenation.inputs().get(i))
            .equals(place(concatenation).plus(partOffset(concatenation, i)));
  }

  private static int partOffset(Tensor concatenation, int index) {
    int offset = 0;
    for (int i = 0; i < index; i++) {
      offset += concatenation.inputs().get(i).shape().size();
    }
    return offset;
  }

  private void placeSources(Step step) {
    boolean[] live = Liveness.of(nodes, step.targets());
    for (Tensor node : nodes) {
      if (!live[node.id()]) {
        continue;
      }
      switch (node.op()) {
        case Op.Input _ -> {
          places.put(node.id(), new Place(Region.INPUT, inputs.size(), 0));
          inputs.add(node);
        }
        case Op.Variable variable -> places.put(node.id(), variable(variable.name(), node.shape()));
        case Op.Literal _ -> {
          places.put(node.id(), new Place(Region.LITERAL, 0, literalSize));
          literals.add(node);
          literalSize += node.shape().size();
        }
        default -> {}
      }
    }
  }

  private Place variable(String name, Shape shape) {
    State.Entry entry = layout.find(name);
    if (entry.shape().size() != shape.size()) {
      throw new ShapeException(
          "variable: expected '%s' with %s, but got %s".formatted(name, entry.shape(), shape));
    }
    return new Place(Region.STATE, 0, entry.offset());
  }

  /// For each root: the unit that computes it and the last unit that reads it.
  private void findLifetimes(Step step) {
    java.util.Arrays.fill(unitOf, -1);
    java.util.Arrays.fill(lastRead, -1);
    for (int u = 0; u < units.size(); u++) {
      for (Tensor node : units.get(u).nodes()) {
        unitOf[node.id()] = u;
      }
    }
    for (int u = 0; u < units.size(); u++) {
      for (Tensor input : units.get(u).reads()) {
        Tensor root = Views.root(input);
        lastRead[root.id()] = Math.max(lastRead[root.id()], u);
      }
    }
    step.targets().forEach(target -> lastRead[Views.root(target).id()] = units.size());
  }

  private void checkUpdates(Step step) {
    List<State.Entry> entries = new ArrayList<>();
    step.updates()
        .forEach(
            (name, value) -> {
              State.Entry entry = layout.find(name);
              checkSize(entry, value);
              entries.add(entry);
            });
    entries.sort(Comparator.comparingInt(State.Entry::offset));
    for (int i = 1; i < entries.size(); i++) {
      State.Entry before = entries.get(i - 1);
      if (entries.get(i).offset() < before.offset() + before.shape().size()) {
        throw new IllegalArgumentException(
            "update: expected one new value for each number of the state, but got '%s' and '%s', which overlap"
                .formatted(before.name(), entries.get(i).name()));
      }
    }
  }

  /// An output that is (part of) a variable which is also updated gets a buffer for the old value.
  private void keepOldValues(Step step) {
    for (Tensor output : step.outputs().values()) {
      for (String name : step.updates().keySet()) {
        if (overlaps(output, layout.find(name))) {
          kept.put(output.id(), output);
        }
      }
    }
  }

  private void placeUpdates(Step step) {
    step.updates()
        .forEach(
            (name, value) -> {
              if (unitOf[value.id()] < 0) {
                copies.add(new Copy(value, new Place(Region.STATE, 0, layout.find(name).offset())));
              }
            });
    for (var update : step.updates().entrySet()) {
      State.Entry entry = layout.find(update.getKey());
      Tensor value = update.getValue();
      Place place = new Place(Region.STATE, 0, entry.offset());
      if (unitOf[value.id()] >= 0) {
        if (canOverwrite(value, entry, step)) {
          places.put(value.id(), place);
        } else {
          copies.add(new Copy(value, place));
        }
      }
    }
    for (Copy copy : copies) {
      for (String name : step.updates().keySet()) {
        if (overlaps(copy.from(), layout.find(name))
            && Views.root(copy.from()).op() instanceof Op.Variable) {
          throw new IllegalArgumentException(
              "update: expected new values to be computed, but got the old value of '%s', which is itself updated"
                  .formatted(name));
        }
      }
    }
  }

  private static void checkSize(State.Entry entry, Tensor value) {
    if (entry.shape().size() != value.shape().size()) {
      throw new ShapeException(
          "update: expected %s for '%s', but got %s"
              .formatted(entry.shape(), entry.name(), value.shape()));
    }
  }

  /// Whether `value` may be written to `entry` as soon as it is computed.
  private boolean canOverwrite(Tensor value, State.Entry entry, Step step) {
    int unit = unitOf[value.id()];
    if (unit < 0
        || !(units.get(unit) instanceof Fusion.Tiles tiles)
        || places.containsKey(value.id())) {
      return false;
    }
    for (int u = unit + 1; u < units.size(); u++) {
      if (units.get(u).reads().stream().anyMatch(read -> overlaps(read, entry))) {
        return false;
      }
    }
    for (Tensor node : tiles.nodes()) {
      for (Tensor read : node.inputs()) {
        if (overlaps(read, entry) && (node.id() > value.id() || !covers(read, entry))) {
          return false;
        }
      }
    }
    return step.outputs().values().stream().noneMatch(output -> overlaps(output, entry));
  }

  private boolean overlaps(Tensor read, State.Entry entry) {
    Place place = places.get(Views.root(read).id());
    if (isNumber[read.id()]
        || place == null
        || place.region() != Region.STATE
        || !(Views.root(read).op() instanceof Op.Variable)) {
      return false;
    }
    int from = place.offset() + Views.offsetInRoot(read);
    return from < entry.offset() + entry.shape().size()
        && entry.offset() < from + read.shape().size();
  }

  private boolean covers(Tensor read, State.Entry entry) {
    return place(read).offset() == entry.offset() && read.shape().size() == entry.shape().size();
  }

  /// Gives the parts of a concatenation their places within it, where they have none yet.
  private void placeParts() {
    for (Fusion.Unit unit : units) {
      if (!(unit instanceof Fusion.Kernel(Tensor node))
          || !(node.op() instanceof Op.Concatenate concatenate)
          || node.shape().size(0, concatenate.axis()) != 1) {
        continue;
      }
      int offset = 0;
      for (Tensor part : node.inputs()) {
        Tensor root = Views.root(part);
        boolean isFree =
            unitOf[root.id()] >= 0
                && !places.containsKey(root.id())
                && !parts.containsKey(root.id())
                && !(root.op() instanceof Op.Concatenate);
        if (isFree && root.shape().size() == part.shape().size()) {
          parts.put(root.id(), new Part(node, offset));
        }
        offset += part.shape().size();
      }
    }
  }

  /// For each tensor that needs a buffer, the first unit that writes it and the last that reads it.
  private Map<Integer, int[]> lifetimes() {
    Map<Integer, int[]> lifetimes = new TreeMap<>();
    for (Fusion.Unit unit : units) {
      Set<Tensor> viewed = viewed(unit);
      for (Tensor node : unit.nodes()) {
        boolean isRead = lastRead[node.id()] > unitOf[node.id()] || viewed.contains(node);
        if (places.containsKey(node.id()) || (unit instanceof Fusion.Tiles && !isRead)) {
          continue;
        }
        Part part = parts.get(node.id());
        Tensor owner = part == null ? node : part.whole();
        int[] life = lifetimes.computeIfAbsent(owner.id(), _ -> new int[] {Integer.MAX_VALUE, -1});
        life[0] = Math.min(life[0], unitOf[node.id()]);
        life[1] = Math.max(life[1], Math.max(lastRead[node.id()], unitOf[node.id()]));
      }
    }
    return lifetimes;
  }

  private void placeBuffers() {
    Map<Integer, int[]> lifetimes = lifetimes();
    ScratchMemory memory = new ScratchMemory(ALIGNMENT);
    for (int u = 0; u < units.size(); u++) {
      memory.release(u);
      for (var entry : lifetimes.entrySet()) {
        if (entry.getValue()[0] == u) {
          Tensor owner = nodes.get(entry.getKey());
          int offset = memory.take(owner.shape().size(), entry.getValue()[1]);
          places.put(owner.id(), new Place(Region.SCRATCH, 0, offset));
        }
      }
    }
    int keptSize = 0;
    for (Tensor output : kept.values()) {
      int offset = memory.take(output.shape().size(), units.size());
      Place place = new Place(Region.SCRATCH, 0, offset);
      keptPlaces.put(output.id(), place);
      copies.addFirst(new Copy(output, place));
    }
    scratchSize = memory.size();
    parts.forEach(
        (id, part) -> {
          Place whole = places.get(part.whole().id());
          if (whole != null) {
            places.put(id, whole.plus(part.offset()));
          }
        });
  }

  /// What is read through views within the unit: a view has no tile of its own.
  private static Set<Tensor> viewed(Fusion.Unit unit) {
    Set<Tensor> viewed = new HashSet<>();
    for (Tensor reader : unit.nodes()) {
      for (Tensor input : reader.inputs()) {
        if (Views.isView(input)) {
          viewed.add(Views.root(input));
        }
      }
    }
    return viewed;
  }
}
