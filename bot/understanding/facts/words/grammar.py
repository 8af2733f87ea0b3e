"""Terms whose English words count in English alone: words of grammar, places and machines.

`Lexicons` mixes all other English words into every language, because technicians do; the Portuguese "no" is no
negation.
"""

GRAMMAR = frozenset(
    """a_licence all_of in_total years_ago approximate definite exceeding newly permits we_number would_buy
    after_code article_of_number before_number code_answer counted dialled title
    absence acquire affected agent_by apology are_you asked_for attempt aux before but by_us call_verb compares
    computer condition considers correction counting does_it employ fault_verb filler formerly from had_then has
    interrogative later left level_beside locative me_us month move_to negation no no_more now number_joiner numbers
    of offer old_system ordinary os other_machine ourselves out_of own_voice pc pending please promised ran_then
    read relative same self_is since site stands stranger that them there ticket_word toward trunk_acts uncertain
    until use was we_are will_contact wishes with_us worked_then yes at_house""".split()
    # What who writes and what is asked for is told with.
    + """article as_one became desk_people enter enter_asked for_others goes_on goods i_am inside installs let_in
    by_way_of given_notice house my_own people_behind pretends somebody_there then trades_in upon wants""".split()
    # What brief answers are made of.
    + "agreeing_beside choosing not_one presents right_one counted_in hardly ordinal_endings perhaps probably".split()
    + "flat_no hesitation not_this".split()
)
