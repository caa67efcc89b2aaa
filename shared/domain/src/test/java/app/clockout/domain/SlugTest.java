package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlugTest {
    @Test
    void shouldBeReadOnlyWhereItIsOne() {
        assertThat(Slug.parse("malmo-design-2")).contains(new Slug("malmo-design-2"));
        for (var none : new String[] {"", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "ä", "a".repeat(49)}) {
            assertThat(Slug.parse(none)).as(none).isEmpty();
            assertThatThrownBy(() -> new Slug(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
