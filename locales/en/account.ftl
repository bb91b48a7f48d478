# Savings, balance, and statement.

balance = { $who }, you have saved <b>{ $total }</b>; you can withdraw <b>{ $withdrawable }</b> now.

balance-detail = { $who }, these are your savings:
    <pre>{ $table }</pre>
balance-total = Total

why-not-all = { $who }, you can withdraw <b>{ $withdrawable }</b> now.

    Principal ({ $principal }) and mandatory savings ({ $mandatory }) are our common capital; you receive them back when your membership ends.
why-not-time = Time deposits ({ $time }) can be withdrawn when they mature.
why-not-voluntary = Of your voluntary savings ({ $voluntary }), { $minimum } must stay as the minimum balance.

statement = <b>Statement of { $month }, { $who }</b>
    In { $in }, out { $out }.
    <pre>{ $table }</pre>
statement-empty = <b>Statement of { $month }, { $who }</b>
    Nothing went into or out of your savings in this month.
statement-page = Page { $page }

savings-principal = principal savings
savings-mandatory = mandatory savings
savings-voluntary = voluntary savings
savings-time = time deposits
savings-principal-short = Principal
savings-mandatory-short = Mandatory
savings-voluntary-short = Voluntary
savings-time-short = Time

kind-opening = opening
kind-deposit = deposit
kind-reversal = correction
