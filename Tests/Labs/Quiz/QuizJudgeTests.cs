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
    public void A_choice_is_named_by_its_number_or_its_words(string said, bool isRight) => Assert.Equal(isRight, QuizJudge.Judge(Choice, said, null).IsRight);

    [Fact]
    public void A_wrong_choice_says_why() => Assert.Equal("No. Somebody must.", QuizJudge.Judge(Choice, "2", null).Words);

    [Fact]
    public void A_question_whose_object_is_not_there_is_no_wrong_answer()
    {
        var question = new QuizQuestion("ip", "Which address?", null, new QuizLookup("pod", "monolith", null, "{.status.podIP}"), null, "It is its own.");

        Assert.Equal("Your cluster has no answer now: kubectl get pod monolith finds nothing. Do the step first.", QuizJudge.Judge(question, "127.40.1.7", null).Words);
        Assert.Equal("Right. It is its own.", QuizJudge.Judge(question, "127.40.1.7", "127.40.1.7").Words);
    }

    [Theory]
    [InlineData("127.40.1.7", "127.40.1.7", true)]
    [InlineData("app=hello, track=stable", "{\"app\":\"hello\",\"track\":\"stable\"}", true)]
    [InlineData("track=stable app=hello", "{\"app\":\"hello\",\"track\":\"stable\"}", true)]
    [InlineData("app=hello", "{\"app\":\"hello\",\"track\":\"stable\"}", false)]
    [InlineData("", "x", false)]
    public void What_is_said_is_compared_as_a_person_would(string said, string inCluster, bool isRight) => Assert.Equal(isRight, QuizAnswers.IsRight(said, inCluster));
}
