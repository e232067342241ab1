using Workshop.Labs.Access;
using Workshop.Labs.Quiz;

namespace Workshop.Labs.Tests.Quiz;

public sealed class QuizJudgeTests
{
    private static readonly QuizQuestion Choice = new("who", "Who?", null, null, [new("The scheduler", true, "It picks."), new("Nobody", false, "Somebody must.")], null);

    [Theory]
    [InlineData("1", true)]
    [InlineData(" the scheduler ", true)]
    [InlineData("2", false)]
    [InlineData("3", false)]
    public async Task A_choice_is_named_by_its_number_or_its_words(string said, bool isRight) =>
        Assert.Equal(isRight, (await QuizJudge.JudgeAsync(Choice, said, NoCluster, CancellationToken.None)).IsRight);

    [Fact]
    public async Task A_wrong_choice_says_why() => Assert.Equal("No. Somebody must.", (await QuizJudge.JudgeAsync(Choice, "2", NoCluster, CancellationToken.None)).Words);

    [Theory]
    [InlineData("127.40.1.7", "127.40.1.7", true)]
    [InlineData("app=hello, track=stable", "{\"app\":\"hello\",\"track\":\"stable\"}", true)]
    [InlineData("track=stable app=hello", "{\"app\":\"hello\",\"track\":\"stable\"}", true)]
    [InlineData("app=hello", "{\"app\":\"hello\",\"track\":\"stable\"}", false)]
    [InlineData("", "x", false)]
    public void What_is_said_is_compared_as_a_person_would(string said, string inCluster, bool isRight) => Assert.Equal(isRight, QuizAnswers.IsRight(said, inCluster));

    private static ClusterAccess NoCluster() => throw new InvalidOperationException("A choice needs no cluster.");
}
