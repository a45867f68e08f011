package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.db.Xid8Binding;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Xid8BindingTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    private static final DataType<Long> XID8 = SQLDataType.OTHER.asConvertedDataType(new Xid8Binding());

    @Test
    void a_transaction_number_travels_both_ways() {
        DSLContext sql = DSL.using(POSTGRES.database().asService(), SQLDialect.POSTGRES);
        Field<Long> current = DSL.field("pg_current_xact_id()", XID8);

        long seen = sql.select(current).fetchSingle().value1();

        assertThat(sql.select(DSL.val(seen, XID8)).fetchSingle().value1()).isEqualTo(seen);
        assertThat(sql.select(DSL.field(current.gt(seen))).fetchSingle().value1())
                .isTrue();
    }

    @Test
    void no_transaction_number_stays_none() {
        DSLContext sql = DSL.using(POSTGRES.database().asService(), SQLDialect.POSTGRES);

        assertThat(sql.select(DSL.val((Long) null, XID8)).fetchSingle().value1())
                .isNull();
    }
}
