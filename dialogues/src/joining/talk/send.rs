//! The last word on an application: everything is checked once more, and officers hear of it at once.

use domain::bug::{Bug, seeded};
use domain::nik::Nik;
use domain::phone::Phone;
use domain::request::Subject;

use super::nik_problem;
use crate::base::people::{PeopleNeed, Recipient};
use crate::base::step::{done, goto, stay};
use crate::base::touch::Resource;
use crate::hub::{Ctx, Dialogue, Effect, Facts, Needs, Plan, Step, TaskSubject, both};
use crate::joining::facts::{JoiningNeed, OwnApplication, Taken};
use crate::joining::{
    Answer, Draft, Joining, JoiningEffect, JoiningReply, NewApplication, Problem, Question, Summary, Whose,
};
use crate::linking::Linking;
use crate::requests::{RequestsEffect, RequestsReply};

/// Sends a complete draft.
pub(super) fn send(draft: &Draft, nonce: u64, facts: &Facts, ctx: &Ctx) -> Plan {
    let (Some(consent), Some(name), Some(address), Some(nik)) =
        (draft.consent, draft.name.clone(), draft.address, draft.nik.clone())
    else {
        return Ok(super::advance(draft.clone(), facts, ctx));
    };
    if draft.is_of_another(&facts.cooperative.name) && !seeded(Bug::ConsentToAnotherText) {
        return Ok(super::ask(draft.clone().without(Question::Consent), Some(Problem::Renamed), facts, ctx));
    }
    let phone = draft.phone.told().cloned();
    let (open, taken, officers) = asked(&nik, phone.as_ref(), facts)?;
    let own = draft.whose == Whose::Own;
    if let Some(open) = open.filter(|_| own) {
        return Ok(done(super::waiting(open)));
    }
    if taken.phone_of_member {
        let without = Draft { phone: Answer::NotYet, ..draft.clone() };
        return Ok(match draft.whose {
            Whose::Own => goto(Dialogue::Linking(Linking::AskContact), JoiningReply::PhoneTaken),
            Whose::Others => super::ask(without, Some(Problem::PhoneTaken), facts, ctx),
        });
    }
    if let Some(problem) = nik_problem(taken) {
        return Ok(super::ask(Draft { nik: None, ..draft.clone() }, Some(problem), facts, ctx));
    }
    let policy = &facts.cooperative.joining.policy;
    let approvers: Vec<Recipient> =
        officers.iter().filter(|officer| officer.person_id != facts.person.person_id).copied().collect();
    if approvers.len() < usize::from(policy.needed.max(1)) {
        return Ok(stay(
            &Dialogue::Joining(Joining::Confirm { nonce, draft: draft.clone() }),
            JoiningReply::NoOfficers,
        ));
    }
    let application = NewApplication {
        application: ctx.application_id(),
        whose: draft.whose,
        consent,
        name,
        address,
        phone,
        nik,
        heir: draft.heir(),
        payout: draft.payout.told().cloned(),
        terms: facts.cooperative.joining.entry,
    };
    Ok(apply(application, draft, nonce, &approvers, facts, ctx))
}

/// All that the last word rests on, asked for at once: an application that waits, what is taken, and who decides.
fn asked<'a>(
    nik: &Nik,
    phone: Option<&Phone>,
    facts: &'a Facts,
) -> Result<(Option<&'a OwnApplication>, Taken, &'a [Recipient]), Needs> {
    let phone = phone.map(|phone| phone.as_str().to_owned());
    let roles = facts.cooperative.joining.policy.roles.clone();
    let joining = both(
        facts.joining.own.ask(JoiningNeed::Own),
        facts.joining.taken.ask(JoiningNeed::Taken { nik: Some(nik.clone()), phone }),
    );
    let ((own, taken), officers) = both(joining, facts.people.officers.ask(PeopleNeed::Officers(roles)))?;
    Ok((own, taken.copied().unwrap_or_default(), officers.map_or(&[][..], Vec::as_slice)))
}

fn apply(
    application: NewApplication,
    draft: &Draft,
    nonce: u64,
    approvers: &[Recipient],
    facts: &Facts,
    ctx: &Ctx,
) -> Step {
    let (request, policy) = (ctx.request_id(), &facts.cooperative.joining.policy);
    let summary = Summary::of(draft, facts);
    let subject = TaskSubject::Application {
        summary: summary.clone().for_officers(),
        whose: draft.whose,
        doubts: application.nik.doubts(application.address, ctx.today),
    };
    let reply = match draft.whose {
        Whose::Own => JoiningReply::Sent,
        Whose::Others => JoiningReply::SentForOther { summary, on: ctx.today, request },
    };
    let tell = approvers.iter().map(|to| Effect::Tell {
        to: *to,
        reply: RequestsReply::Request {
            request,
            subject: subject.clone(),
            reason: String::new(),
            asked_by: None,
            missing: policy.needed,
        }
        .into(),
    });
    let opened = RequestsEffect::OpenRequest {
        request,
        subject: Subject::Application(application.application),
        reason: String::new(),
        policy: policy.clone(),
    };
    Step {
        next: Dialogue::Joining(Joining::Sent { nonce }),
        effects: [JoiningEffect::Apply(Box::new(application)).into(), opened.into()].into_iter().chain(tell).collect(),
        replies: vec![reply.into()],
        reads: vec![Resource::Register],
    }
}
