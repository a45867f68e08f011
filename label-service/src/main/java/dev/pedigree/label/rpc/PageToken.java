package dev.pedigree.label.rpc;

import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.query.Place;
import dev.pedigree.label.rule.ChangeRow;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelHistoryRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Where an answer about labels goes on, and of which request.
///
/// @param request what may not change from page to page
record PageToken(Digest request, Optional<Place> after) {
    /// The token that the request brings. Errors: PAGE_TOKEN_INVALID.
    static PageToken of(Ledger ledger, FindLabelsRequest request) {
        return of(
                FindLabelsRequest.newBuilder()
                        .setName(ledger.name().toString())
                        .setFilter(request.getFilter())
                        .build(),
                request.getPageToken());
    }

    /// The same.
    static PageToken of(Ledger ledger, GetLabelHistoryRequest request) {
        return of(
                GetLabelHistoryRequest.newBuilder()
                        .setName(ledger.name().toString())
                        .setSample(request.getSample())
                        .build(),
                request.getPageToken());
    }

    private static PageToken of(Message request, String token) {
        Digest same = Digest.ofContent(request.toByteArray());
        return token.isEmpty()
                ? new PageToken(same, Optional.empty())
                : new PageToken(same, Optional.of(read(token, same)));
    }

    private static Place read(String token, Digest same) {
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(token)))) {
            if (!Digest.of(in.readNBytes(Digest.LENGTH)).equals(same)) {
                throw invalid();
            }
            return new Place(new ChangeRow.Key(in.readUTF(), in.readUTF(), in.readUTF()), in.readInt());
        } catch (IOException | IllegalArgumentException damaged) {
            throw (Invalid) invalid().causedBy(damaged);
        }
    }

    String next(Place last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(request.bytes());
            out.writeUTF(last.key().sample());
            out.writeUTF(last.key().object());
            out.writeUTF(last.key().annotator());
            out.writeInt(last.ordinal());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static Invalid invalid() {
        return new Invalid(
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                "the page token is damaged, or of another request",
                Map.of());
    }
}
