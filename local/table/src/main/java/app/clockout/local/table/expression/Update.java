package app.clockout.local.table.expression;

import java.util.List;
import java.util.stream.Stream;

/** An update expression: its four sections, each in the order it was written in. */
public record Update(List<Assignment> sets, List<Path> removes, List<Assignment> adds, List<Assignment> deletes) {
    /** A path with what is assigned, added or deleted there. */
    public record Assignment(Path path, Operand operand) {}

    /** Every path that it touches. */
    public List<Path> paths() {
        return Stream.of(
                        sets.stream().map(Assignment::path),
                        removes.stream(),
                        adds.stream().map(Assignment::path),
                        deletes.stream().map(Assignment::path))
                .flatMap(paths -> paths)
                .toList();
    }
}
