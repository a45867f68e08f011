package dev.pedigree.registry.retirement;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import dev.pedigree.lifecycle.name.RetirementName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.retirement.RetirementReason;
import dev.pedigree.registry.jooq.tables.records.RetirementRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.v1.Input;
import dev.pedigree.v1.Retirement;
import java.util.List;
import java.util.Optional;
import org.jooq.JSONB;

/// Between a retirement's row and its message.
final class RetirementCodec {

    private RetirementCodec() {}

    static RetirementReason parse(Retirement.Reason reason) {
        return switch (reason) {
            case REASON_REPLACED -> RetirementReason.REPLACED;
            case REASON_STALE_DATA -> RetirementReason.STALE_DATA;
            case REASON_SCHEMA_CHANGED -> RetirementReason.SCHEMA_CHANGED;
            case REASON_OTHER -> RetirementReason.OTHER;
            case REASON_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("a retirement without a reason");
        };
    }

    static Retirement render(
            RetirementName name, RetirementRecord row, Optional<VersionName> successor, List<Input> lineage) {
        Retirement.Builder rendered = Retirement.newBuilder()
                .setName(name.toString())
                .setReason(render(RetirementReason.valueOf(row.getReason())))
                .setText(row.getReasonText())
                .setSuccessor(successor.map(VersionName::toString).orElse(""))
                .addAllDependents(names(row.getDependents()))
                .setDependentCount(row.getDependentCount())
                .addAllLineage(lineage)
                .setRetentionUntil(Times.toWire(row.getRetentionUntil()))
                .setActor(row.getActor())
                .setCreateTime(Times.toWire(row.getCreatedAt()));
        Optional.ofNullable(row.getServiceStart()).map(Times::toWire).ifPresent(rendered::setServiceStart);
        Optional.ofNullable(row.getServiceEnd()).map(Times::toWire).ifPresent(rendered::setServiceEnd);
        return rendered.build();
    }

    private static Retirement.Reason render(RetirementReason reason) {
        return switch (reason) {
            case REPLACED -> Retirement.Reason.REASON_REPLACED;
            case STALE_DATA -> Retirement.Reason.REASON_STALE_DATA;
            case SCHEMA_CHANGED -> Retirement.Reason.REASON_SCHEMA_CHANGED;
            case OTHER -> Retirement.Reason.REASON_OTHER;
        };
    }

    /// Names as a JSON array.
    static JSONB array(List<VersionName> names) {
        ListValue.Builder list = ListValue.newBuilder();
        names.forEach(name -> list.addValues(Value.newBuilder().setStringValue(name.toString())));
        return JSONB.jsonb(CanonicalJson.of(list).text());
    }

    private static List<String> names(JSONB array) {
        return new CanonicalJson(array.data())
                .into(ListValue.newBuilder()).getValuesList().stream()
                        .map(Value::getStringValue)
                        .toList();
    }
}
