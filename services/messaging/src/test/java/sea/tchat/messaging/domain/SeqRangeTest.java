package sea.tchat.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeqRangeTest {

    @Test
    void takesTheNewestOfAllWithoutAPlaceToBegin() {
        assertThat(SeqRange.before(null, 120, 50)).isEqualTo(new SeqRange(71, 120));
        assertThat(SeqRange.before(null, 3, 50)).isEqualTo(new SeqRange(1, 3));
        assertThat(SeqRange.before(null, 0, 50).isEmpty()).isTrue();
    }

    @Test
    void staysWithinWhatIsThere() {
        assertThat(SeqRange.before(1L, 120, 50).isEmpty()).isTrue();
        assertThat(SeqRange.before(9_007_199_254_740_991L, 120, 2)).isEqualTo(new SeqRange(119, 120));
        assertThat(SeqRange.after(0, 120, 50)).isEqualTo(new SeqRange(1, 50));
        assertThat(SeqRange.after(119, 120, 50)).isEqualTo(new SeqRange(120, 120));
        assertThat(SeqRange.after(9_007_199_254_740_991L, 120, 50).isEmpty()).isTrue();
    }

    @Test
    void dividesAPageThatLiesInTwoBuckets() {
        assertThat(new SeqRange(4998, 5002).byBucket())
                .containsExactly(new SeqRange(4998, 4999), new SeqRange(5000, 5002));
        assertThat(SeqRange.bucketOf(4999)).isZero();
        assertThat(SeqRange.bucketOf(5000)).isEqualTo(1);
    }
}
