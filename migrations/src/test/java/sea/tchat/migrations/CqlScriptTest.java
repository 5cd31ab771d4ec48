package sea.tchat.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CqlScriptTest {

    @Test
    void endsAStatementAtItsSemicolon() {
        assertThat(CqlScript.statements("CREATE TABLE a (b int);\n\n ;CREATE TABLE c (d int)"))
                .containsExactly("CREATE TABLE a (b int)", "CREATE TABLE c (d int)");
    }

    @Test
    void leavesOutComments() {
        assertThat(CqlScript.statements("-- one; two\nA // it's\n /* ; */ B;\n-- the end"))
                .singleElement()
                .asString()
                .isEqualToNormalizingWhitespace("A B");
    }

    @Test
    void keepsWhatIsQuoted() {
        assertThat(CqlScript.statements("A ';--x''y;' \";//\" $$ /* ; $$; B"))
                .containsExactly("A ';--x''y;' \";//\" $$ /* ; $$", "B");
    }

    @Test
    void refusesAQuoteLeftOpen() {
        assertThatThrownBy(() -> CqlScript.statements("INSERT 'x;\nB;"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("'x;");
    }

    @Test
    void aCommentDoesNotChangeTheChecksum() {
        String bare = CqlScript.checksum(CqlScript.statements("A;B;"));
        assertThat(CqlScript.checksum(CqlScript.statements("-- why\nA;\n\nB")))
                .isEqualTo(bare)
                .isNotEqualTo(CqlScript.checksum(CqlScript.statements("A;C;")));
    }
}
