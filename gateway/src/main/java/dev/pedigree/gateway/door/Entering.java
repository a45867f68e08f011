package dev.pedigree.gateway.door;

import dev.pedigree.chassis.call.WhenOver;
import dev.pedigree.chassis.rpc.RawMessage;
import dev.pedigree.gateway.identity.Credential;
import dev.pedigree.gateway.limit.CallerLimits.Place;
import io.grpc.ServerCall;
import java.util.Optional;

/// A call of a known caller: nobody behind sees it unless its first message is one that the caller may send.
final class Entering<Q> extends WhenOver<Q> {
    private final Credential credential;
    private final Optional<PublicMethod> method;
    private boolean asked;
    private boolean refused;

    Entering(ServerCall.Listener<Q> next, Place place, Credential credential, Optional<PublicMethod> method) {
        super(next, place::leave);
        this.credential = credential;
        this.method = method;
    }

    @Override
    public void onMessage(Q message) {
        if (!asked) {
            asked = true;
            authorize(message);
        }
        super.onMessage(message);
    }

    private void authorize(Q message) {
        try {
            method.ifPresent(known -> known.authorize(credential, message));
        } catch (RuntimeException refusal) {
            refused = true;
            if (message instanceof RawMessage undecoded) {
                undecoded.close();
            }
            throw refusal;
        }
    }

    @Override
    public void onHalfClose() {
        if (!refused) {
            super.onHalfClose();
        }
    }
}
