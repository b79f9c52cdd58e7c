package dev.glissade.examples.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// What a source file must keep to, told by the compiler's own syntax tree.
///
/// Kernels are loops over arrays that are handed everything by hand, so they may be longer and
/// take any number of parameters; outside of their packages, a method that takes a `float[]` or a
/// view of it may take more too. Constructors that only the own package sees take the fields of
/// their class, as records do, and the parameters of a parameterised test are columns of its table.
/// A method that is little more than a returned `switch`, or a returned list of arguments, is a
/// table, which grows with its vocabulary.
final class SourceRules {
  private static final Pattern OPEN_TASK = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern WITH_ISSUE = Pattern.compile("\\((#\\d+)\\)");
  private static final Set<String> KERNELS =
      Set.of("dev.glissade.engine.kernels", "dev.glissade.simd");
  private static final Set<String> ARRAYS = Set.of("float[]", "Memory.View");

  /// How long a file and a method may be, and how many parameters a method may take.
  record Limits(int fileLines, int methodLines, int parameters) {
    static final Limits USUAL = new Limits(400, 40, 5);
    static final Limits KERNEL = new Limits(600, 80, Integer.MAX_VALUE);

    static Limits of(CompilationUnitTree unit) {
      return KERNELS.contains(String.valueOf(unit.getPackageName())) ? KERNEL : USUAL;
    }
  }

  private SourceRules() {}

  /// All violations in these files, each as `file:line: rule: expected …, but got …`.
  static List<String> violations(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      return violations(manager.getJavaFileObjectsFromPaths(files));
    }
  }

  /// All violations in these sources.
  static List<String> violations(Iterable<? extends JavaFileObject> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, sources);
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      Scan scan = new Scan(unit, Trees.instance(task).getSourcePositions(), found);
      scan.lines(unit.getSourceFile().getCharContent(true).toString().lines().toList());
      unit.accept(scan, null);
    }
    return found;
  }

  private static final class Scan extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;
    private final Limits limits;
    private final Deque<Tree.Kind> types = new ArrayDeque<>();

    Scan(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
      this.limits = Limits.of(unit);
    }

    void lines(List<String> lines) {
      if (lines.size() > limits.fileLines) {
        report(1, "length", "at most " + limits.fileLines + " lines", lines.size());
      }
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (OPEN_TASK.matcher(line).find() && !WITH_ISSUE.matcher(line).find()) {
          report(i + 1, "open task", "the number of an issue, as in (#12)", line.strip());
        }
      }
    }

    @Override
    public Void visitImport(ImportTree tree, Void nothing) {
      String name = tree.getQualifiedIdentifier().toString();
      if (name.endsWith(".*") || tree.isModule()) {
        report(lineOf(tree), "import", "the names that are used", name);
      }
      return super.visitImport(tree, nothing);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      types.push(tree.getKind());
      super.visitClass(tree, nothing);
      types.pop();
      return nothing;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      LineMap map = unit.getLineMap();
      long length = map.getLineNumber(positions.getEndPosition(unit, tree)) - lineOf(tree) + 1;
      String name = tree.getName().toString();
      if (length > longest(tree)) {
        report(lineOf(tree), name, "at most " + longest(tree) + " lines", length);
      }
      int parameters = tree.getParameters().size();
      if (parameters > limits.parameters
          && !takesFields(tree)
          && !takesArray(tree)
          && !isTable(tree)) {
        report(lineOf(tree), name, "at most " + limits.parameters + " parameters", parameters);
      }
      return super.visitMethod(tree, nothing);
    }

    private boolean takesFields(MethodTree tree) {
      boolean isConstructor = tree.getReturnType() == null;
      boolean isPublic = tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
      return isConstructor && (types.peek() == Tree.Kind.RECORD || !isPublic);
    }

    private static boolean isTable(MethodTree tree) {
      return tree.getModifiers().getAnnotations().stream()
          .anyMatch(each -> each.getAnnotationType().toString().equals("ParameterizedTest"));
    }

    private static boolean takesArray(MethodTree tree) {
      return tree.getParameters().stream()
          .anyMatch(parameter -> ARRAYS.contains(parameter.getType().toString()));
    }

    private int longest(MethodTree tree) {
      List<? extends StatementTree> body =
          tree.getBody() == null ? List.of() : tree.getBody().getStatements();
      boolean isTable =
          !body.isEmpty()
              && body.size() <= 4
              && body.getLast() instanceof ReturnTree result
              && (result.getExpression() instanceof SwitchExpressionTree
                  || result.getExpression() instanceof NewClassTree);
      return isTable ? 2 * limits.methodLines : limits.methodLines;
    }

    private long lineOf(Tree tree) {
      return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }

    private void report(long line, String rule, String expected, Object got) {
      found.add(
          "%s:%d: %s: expected %s, but got %s"
              .formatted(unit.getSourceFile().getName(), line, rule, expected, got));
    }
  }
}
