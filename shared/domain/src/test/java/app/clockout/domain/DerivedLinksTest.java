package app.clockout.domain;

import static app.clockout.domain.DerivedLinks.Purpose.UNSUBSCRIBE;
import static app.clockout.domain.DerivedLinks.Purpose.WAITLIST_STATUS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedLinksTest {
    private static final String ID = "4kqzt5x2mfvb7nwsr3hdcy6pge";

    private final DerivedLinks links = new DerivedLinks("a secret of thirty-two bytes....".getBytes(UTF_8));
    private final String token = links.token(WAITLIST_STATUS, ID, 3);

    @Test
    void shouldHoldForItsPurposeAndVersion() {
        assertThat(links.holds(token, WAITLIST_STATUS, 3)).isTrue();
        assertThat(links.token(WAITLIST_STATUS, ID, 3)).as("made again").isEqualTo(token);
    }

    @Test
    void shouldHoldForNoOtherPurpose() {
        assertThat(links.holds(token, UNSUBSCRIBE, 3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 0, -3, 33})
    void shouldHoldForNoOtherVersion(int version) {
        assertThat(links.holds(token, WAITLIST_STATUS, version)).isFalse();
    }

    @Test
    void shouldHoldUnderNoOtherSecret() {
        var others = new DerivedLinks("another secret of thirty-two bts".getBytes(UTF_8));

        assertThat(others.holds(token, WAITLIST_STATUS, 3)).isFalse();
    }

    @Test
    void shouldNotHoldOnceASingleCharacterIsChangedAddedOrTaken() {
        for (int i = 0; i < token.length(); i++) {
            var flipped = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(links.holds(token.substring(0, i) + flipped + token.substring(i + 1), WAITLIST_STATUS, 3))
                    .as("changed at %d", i)
                    .isFalse();
            assertThat(links.holds(token.substring(0, i) + token.substring(i + 1), WAITLIST_STATUS, 3))
                    .as("cut at %d", i)
                    .isFalse();
            assertThat(links.holds(token.substring(0, i) + "A" + token.substring(i), WAITLIST_STATUS, 3))
                    .as("longer at %d", i)
                    .isFalse();
        }
        assertThat(links.holds(token + "=", WAITLIST_STATUS, 3)).isFalse();
        assertThat(links.holds(token.toUpperCase(Locale.ROOT), WAITLIST_STATUS, 3))
                .isFalse();
    }

    @Test
    void shouldNotMoveASignatureToAnotherId() {
        var other = links.token(WAITLIST_STATUS, "other", 3);

        assertThat(links.holds("other" + token.substring(token.indexOf('.')), WAITLIST_STATUS, 3))
                .isFalse();
        assertThat(links.holds(other, WAITLIST_STATUS, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "x", ".x", "x.", "é.\ud800", " . "})
    void shouldNotHoldWhatIsNoToken(String token) {
        assertThatCode(() -> DerivedLinks.claimedId(token)).doesNotThrowAnyException();
        assertThat(links.holds(token, WAITLIST_STATUS, 3)).isFalse();
    }

    @Test
    void shouldTellTheIdThatATokenClaims() {
        assertThat(DerivedLinks.claimedId(token)).contains(ID);
        assertThat(DerivedLinks.claimedId("anybody.anything")).contains("anybody");
        assertThat(DerivedLinks.claimedId("nothing")).isEmpty();
        assertThat(DerivedLinks.claimedId(".nothing")).isEmpty();
    }

    @Test
    void shouldBeFitForAUrlAndHard144BitsToGuess() {
        assertThat(token).matches(ID + "\\.[A-Za-z0-9_-]{24}");
    }

    @Test
    void shouldSignAsTheDocumentationSays() throws Exception {
        // HMAC-SHA-256 (RFC 2104) over purpose, version and id, each on its line, cut to 18 bytes.
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("a secret of thirty-two bytes....".getBytes(UTF_8), "HmacSHA256"));
        var whole = mac.doFinal(("WAITLIST_STATUS\n3\n" + ID).getBytes(UTF_8));
        var signature = Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1));

        assertThat(HexFormat.of().formatHex(whole)).startsWith(HexFormat.of().formatHex(signature));
        assertThat(signature).hasSize(18);
    }

    @Test
    void shouldOpenWhatItSealedInItsContextAlone() {
        var sealed = links.seal("पटना", "clubs");

        assertThat(links.open(sealed, "clubs")).contains("पटना");
        assertThat(links.open(sealed, "events")).isEmpty();
        assertThat(links.open(sealed, "")).isEmpty();
        assertThat(new DerivedLinks("another".getBytes(UTF_8)).open(sealed, "clubs"))
                .isEmpty();
        for (var other : new String[] {"", "A", "AAAAAAAAAAAAAAAA", "no token", sealed + "A", sealed.substring(4)}) {
            assertThat(links.open(other, "clubs")).as(other).isEmpty();
        }
    }

    @Test
    void shouldSealDifferentTextsUnderDifferentNonces() {
        var nonces = new HashSet<String>();
        for (var context : new String[] {"", "a", "ab"}) {
            for (var text : new String[] {"", "b", "bc", "abc"}) {
                nonces.add(links.seal(text, context).substring(0, 16));
            }
        }
        assertThat(nonces).hasSize(12);
    }
}
