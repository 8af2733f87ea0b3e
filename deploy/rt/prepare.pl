# Makes the queue and the user that the assistant needs in Request Tracker, and prints the user's token.
# Called by serve.sh with RT's library path and configuration in place. These are also the rights that
# the user needs in a real Request Tracker.
use strict;
use warnings;
use RT;
use RT::AuthToken;
use RT::Queue;
use RT::User;

RT::LoadConfig();
RT::Init();

my $queue = RT::Queue->new(RT->SystemUser);
$queue->Load('Support');
if (!$queue->Id) {
    my ($made, $message) = $queue->Create(Name => 'Support');
    die "queue: $message\n" unless $made;
}

my $user = RT::User->new(RT->SystemUser);
$user->Load('intake');
if (!$user->Id) {
    my ($made, $message) = $user->Create(Name => 'intake', Privileged => 1);
    die "user: $message\n" unless $made;
}

my @rights = qw(SeeQueue CreateTicket ShowTicket ReplyToTicket ModifyTicket);
for my $right (@rights) {
    $user->PrincipalObj->GrantRight(Right => $right, Object => $queue);
}

my $token = RT::AuthToken->new(RT->SystemUser);
my ($made, $message, $string) = $token->Create(Owner => $user->Id, Description => 'support intake');
die "token: $message\n" unless $made;
print "$string\n";
