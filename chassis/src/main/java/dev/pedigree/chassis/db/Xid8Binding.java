package dev.pedigree.chassis.db;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.DSL;

/// Postgres' `xid8`, a transaction number, as a `Long`. It has no cast from `bigint`, so it travels as text.
public final class Xid8Binding implements Binding<Object, Long> {
    private static final Converter<Object, Long> CONVERTER = Converter.ofNullable(
            Object.class, Long.class, value -> Long.parseUnsignedLong(value.toString()), Long::toUnsignedString);

    @Override
    public Converter<Object, Long> converter() {
        return CONVERTER;
    }

    @Override
    public void sql(BindingSQLContext<Long> context) {
        context.render()
                .visit(DSL.val(context.convert(CONVERTER).value(), String.class))
                .sql("::text::xid8");
    }

    @Override
    public void set(BindingSetStatementContext<Long> context) throws SQLException {
        Object text = context.convert(CONVERTER).value();
        context.statement().setString(context.index(), text == null ? null : text.toString());
    }

    @Override
    public void get(BindingGetResultSetContext<Long> context) throws SQLException {
        context.convert(CONVERTER).value(context.resultSet().getString(context.index()));
    }

    @Override
    public void get(BindingGetStatementContext<Long> context) throws SQLException {
        context.convert(CONVERTER).value(context.statement().getString(context.index()));
    }

    @Override
    public void register(BindingRegisterContext<Long> context) throws SQLException {
        context.statement().registerOutParameter(context.index(), Types.VARCHAR);
    }

    @Override
    public void get(BindingGetSQLInputContext<Long> context) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void set(BindingSetSQLOutputContext<Long> context) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }
}
