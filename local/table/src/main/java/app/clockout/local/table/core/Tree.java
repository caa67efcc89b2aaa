package app.clockout.local.table.core;

import java.util.Comparator;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes: each change makes a new one, which shares all but a path of some twenty nodes with the old
 * (an AVL tree). So a copy of the whole state costs nothing, and readers need no lock.
 */
public final class Tree<K, V> {
    private record Node<K, V>(
            K key,
            V value,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right,
            byte height) {}

    private final Comparator<? super K> order;
    private final @Nullable Node<K, V> root;
    private final int size;

    private Tree(Comparator<? super K> order, @Nullable Node<K, V> root, int size) {
        this.order = order;
        this.root = root;
        this.size = size;
    }

    public static <K, V> Tree<K, V> by(Comparator<? super K> order) {
        return new Tree<>(order, null, 0);
    }

    public int size() {
        return size;
    }

    public @Nullable V get(K key) {
        var node = root;
        while (node != null) {
            int comparison = order.compare(key, node.key);
            if (comparison == 0) {
                return node.value;
            }
            node = comparison < 0 ? node.left : node.right;
        }
        return null;
    }

    public Tree<K, V> with(K key, V value) {
        int added = get(key) == null ? 1 : 0;
        return new Tree<>(order, put(root, key, value), size + added);
    }

    public Tree<K, V> without(K key) {
        return get(key) == null ? this : new Tree<>(order, remove(root, key), size - 1);
    }

    private Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null, (byte) 1);
        }
        int comparison = order.compare(key, node.key);
        if (comparison == 0) {
            return new Node<>(node.key, value, node.left, node.right, node.height);
        }
        return comparison < 0
                ? balanced(node, put(node.left, key, value), node.right)
                : balanced(node, node.left, put(node.right, key, value));
    }

    private @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int comparison = order.compare(key, node.key);
        if (comparison < 0) {
            return balanced(node, remove(node.left, key), node.right);
        }
        if (comparison > 0) {
            return balanced(node, node.left, remove(node.right, key));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        var next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, node.left, remove(node.right, next.key));
    }

    /** A node with the key and value of this one over two others, which differ in height by two at most. */
    private static <K, V> Node<K, V> balanced(Node<K, V> node, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        int difference = height(left) - height(right);
        if (left != null && difference > 1) {
            if (left.right != null && height(left.left) < height(left.right)) {
                return over(left.right, over(left, left.left, left.right.left), over(node, left.right.right, right));
            }
            return over(left, left.left, over(node, left.right, right));
        }
        if (right != null && difference < -1) {
            if (right.left != null && height(right.right) < height(right.left)) {
                return over(right.left, over(node, left, right.left.left), over(right, right.left.right, right.right));
            }
            return over(right, over(node, left, right.left), right.right);
        }
        return over(node, left, right);
    }

    private static <K, V> Node<K, V> over(Node<K, V> node, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        return new Node<>(node.key, node.value, left, right, (byte) (Math.max(height(left), height(right)) + 1));
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    /** The first key, or null. */
    public @Nullable K first() {
        if (root == null) {
            return null;
        }
        var node = root;
        while (node.left != null) {
            node = node.left;
        }
        return node.key;
    }

    /** Every entry in order, as long as the visitor says true. */
    public void each(BiPredicate<? super K, ? super V> visitor) {
        walk(root, _ -> 0, true, visitor);
    }

    /**
     * The entries of a range in order, as long as the visitor says true.
     *
     * @param place below zero for keys before the range, above zero for keys behind it
     */
    public void each(ToIntFunction<? super K> place, boolean forward, BiPredicate<? super K, ? super V> visitor) {
        walk(root, place, forward, visitor);
    }

    private static <K, V> boolean walk(
            @Nullable Node<K, V> node,
            ToIntFunction<? super K> place,
            boolean forward,
            BiPredicate<? super K, ? super V> visitor) {
        if (node == null) {
            return true;
        }
        int at = place.applyAsInt(node.key);
        boolean hasBefore = forward ? at >= 0 : at <= 0;
        boolean hasBehind = forward ? at <= 0 : at >= 0;
        return (!hasBefore || walk(forward ? node.left : node.right, place, forward, visitor))
                && (at != 0 || visitor.test(node.key, node.value))
                && (!hasBehind || walk(forward ? node.right : node.left, place, forward, visitor));
    }
}
