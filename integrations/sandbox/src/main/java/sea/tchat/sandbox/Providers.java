package sea.tchat.sandbox;

import java.time.Clock;
import java.time.Duration;
import sea.tchat.sandbox.omise.OmiseCharges;
import sea.tchat.sandbox.omise.OmiseEvents;
import sea.tchat.sandbox.omise.OmiseProtocol;
import sea.tchat.sandbox.omise.OmiseRecipients;
import sea.tchat.sandbox.omise.OmiseRefunds;
import sea.tchat.sandbox.omise.OmiseSigner;
import sea.tchat.sandbox.omise.OmiseSources;
import sea.tchat.sandbox.omise.OmiseTokens;
import sea.tchat.sandbox.omise.OmiseTransfers;
import sea.tchat.sandbox.stripe.StripeCharges;
import sea.tchat.sandbox.stripe.StripeConfirmation;
import sea.tchat.sandbox.stripe.StripeEvents;
import sea.tchat.sandbox.stripe.StripeIdempotency;
import sea.tchat.sandbox.stripe.StripePaymentIntents;
import sea.tchat.sandbox.stripe.StripeProtocol;
import sea.tchat.sandbox.stripe.StripeRefunds;
import sea.tchat.sandbox.stripe.StripeSigner;
import sea.tchat.sandbox.twilio.TwilioMessages;
import sea.tchat.sandbox.twilio.TwilioProgress;
import sea.tchat.sandbox.twilio.TwilioProtocol;
import sea.tchat.sandbox.twilio.TwilioSigner;
import sea.tchat.sandbox.webhooks.Sender;
import sea.tchat.sandbox.webhooks.Webhooks;

/** The three providers' operations and the paths they answer at. */
public final class Providers {
    /** Stripe and Omise are patient: with a pause of a minute this is three days. */
    private static final int PATIENT = 4_320;

    private static final int TWILIO_TRIES = 6;

    private final ProviderFront.House house;
    private final Settings settings;
    private final Clock clock;
    private final Links links;
    private final Webhooks webhooks;

    private TwilioMessages messages;
    private TwilioProgress progress;
    private OmiseCharges charges;
    private OmiseTransfers transfers;
    private StripePaymentIntents intents;
    private StripeRefunds stripeRefunds;

    Providers(ProviderFront.House house, Settings settings, Clock clock, Links links, Webhooks webhooks) {
        this.house = house;
        this.settings = settings;
        this.clock = clock;
        this.links = links;
        this.webhooks = webhooks;
        webhooks.register(new Sender("twilio", new TwilioSigner(), settings.twilioAuthToken(), TWILIO_TRIES));
        webhooks.register(new Sender("omise", new OmiseSigner(), settings.omiseWebhookSecret(), PATIENT));
        webhooks.register(new Sender("stripe", new StripeSigner(), settings.stripeWebhookSecret(), PATIENT));
        twilio();
        omise();
        stripe();
    }

    private void twilio() {
        String sid = settings.twilioAccountSid();
        progress = new TwilioProgress(house.vertx(), house.tables(), clock, webhooks, settings.step());
        messages = new TwilioMessages(house.tables(), clock, sid, progress);
        String account = "/2010-04-01/Accounts/:account";
        new ProviderFront(house, "/twilio", new TwilioProtocol(sid, settings.twilioAuthToken()))
                .on("POST", account + "/Messages.json", messages::create)
                .on("GET", account + "/Messages.json", messages::list)
                .on("GET", account + "/Messages/:sid.json", messages::retrieve)
                .closed();
    }

    private void omise() {
        OmiseEvents events = new OmiseEvents(house.tables(), clock, webhooks, settings.omiseWebhookUrl());
        OmiseTokens tokens = new OmiseTokens(house.tables(), clock);
        OmiseSources sources = new OmiseSources(house.tables(), clock);
        charges = new OmiseCharges(house.tables(), clock, links, tokens, sources, events);
        OmiseRefunds refunds = new OmiseRefunds(house.tables(), clock, charges, events);
        OmiseRecipients recipients = new OmiseRecipients(house.tables(), clock);
        Duration transferStep = settings.step().multipliedBy(10);
        transfers = new OmiseTransfers(house.tables(), clock, recipients, events, transferStep);
        new ProviderFront(house, "/omise-vault", new OmiseProtocol(settings.omisePublicKey(), null))
                .on("POST", "/tokens", tokens::create)
                .on("GET", "/tokens/:id", tokens::retrieve)
                .closed();
        new ProviderFront(house, "/omise", new OmiseProtocol(settings.omiseSecretKey(), settings.omisePublicKey()))
                .on("POST", "/sources", sources::create)
                .on("GET", "/sources/:id", sources::retrieve)
                .on("POST", "/charges", charges::create)
                .on("GET", "/charges", charges::list)
                .on("GET", "/charges/:id", charges::retrieve)
                .on("POST", "/charges/:id/capture", charges::capture)
                .on("POST", "/charges/:id/reverse", charges::reverse)
                .on("POST", "/charges/:id/expire", charges::expire)
                .on("POST", "/charges/:id/mark_as_paid", charges::markAsPaid)
                .on("POST", "/charges/:id/mark_as_failed", charges::markAsFailed)
                .on("POST", "/charges/:id/refunds", refunds::create)
                .on("GET", "/charges/:id/refunds", refunds::listOfCharge)
                .on("GET", "/charges/:id/refunds/:refund", refunds::retrieve)
                .on("GET", "/refunds", refunds::list)
                .on("GET", "/events", events::list)
                .on("GET", "/events/:id", events::retrieve)
                .on("POST", "/recipients", recipients::create)
                .on("GET", "/recipients", recipients::list)
                .on("GET", "/recipients/:id", recipients::retrieve)
                .on("POST", "/transfers", transfers::create)
                .on("GET", "/transfers", transfers::list)
                .on("GET", "/transfers/:id", transfers::retrieve)
                .on("POST", "/transfers/:id/mark_as_sent", transfers::markAsSent)
                .on("POST", "/transfers/:id/mark_as_paid", transfers::markAsPaid)
                .closed();
    }

    private void stripe() {
        String version = settings.stripeApiVersion();
        StripeEvents events = new StripeEvents(house.tables(), clock, webhooks, settings.stripeWebhookUrl(), version);
        StripeCharges stripeCharges = new StripeCharges(house.tables(), clock);
        StripeConfirmation confirmation = new StripeConfirmation(links, stripeCharges, events);
        intents = new StripePaymentIntents(house.tables(), clock, version, stripeCharges, confirmation, events);
        stripeRefunds = new StripeRefunds(house.tables(), clock, stripeCharges, events);
        StripeIdempotency idempotency = new StripeIdempotency(house.tables(), clock);
        new ProviderFront(house, "/stripe", new StripeProtocol(settings.stripeSecretKey(), version, idempotency))
                .on("POST", "/v1/payment_intents", intents::create)
                .on("GET", "/v1/payment_intents", intents::list)
                .on("GET", "/v1/payment_intents/:id", intents::retrieve)
                .on("POST", "/v1/payment_intents/:id/confirm", intents::confirm)
                .on("POST", "/v1/payment_intents/:id/capture", intents::capture)
                .on("POST", "/v1/payment_intents/:id/cancel", intents::cancel)
                .on("GET", "/v1/charges/:id", stripeCharges::retrieve)
                .on("POST", "/v1/refunds", stripeRefunds::create)
                .on("GET", "/v1/refunds", stripeRefunds::list)
                .on("GET", "/v1/refunds/:id", stripeRefunds::retrieve)
                .on("GET", "/v1/events", events::list)
                .on("GET", "/v1/events/:id", events::retrieve)
                .closed();
    }

    /** Takes up what time or an earlier run has left to do. */
    void resume() {
        webhooks.resume();
        progress.resume();
        house.vertx().setPeriodic(1_000, timer -> house.tables().atomically(() -> {
            charges.expireOverdue();
            transfers.advance();
            return null;
        }));
    }

    public TwilioMessages messages() {
        return messages;
    }

    public OmiseCharges charges() {
        return charges;
    }

    public OmiseTransfers transfers() {
        return transfers;
    }

    public StripePaymentIntents intents() {
        return intents;
    }

    public StripeRefunds stripeRefunds() {
        return stripeRefunds;
    }
}
