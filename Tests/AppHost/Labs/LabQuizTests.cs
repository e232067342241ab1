using Workshop.AppHost.Labs;
using Workshop.Labs;
using Workshop.Labs.Desk;

namespace Workshop.AppHost.Tests.Labs;

/// <summary>A quiz as a command of Aspire's.</summary>
public sealed class LabQuizTests : IDisposable
{
    private readonly TemporaryFolder _state = new();
    private readonly ResourceCommandAnnotation _quiz;

    public LabQuizTests()
    {
        var row = new LabResource(Course.Labs[4]);
        LabQuiz.Attach(row, new LabDesk(LabFiles.Find()!, new DeskPlace(_state.Path), TimeProvider.System));
        _quiz = row.Annotations.OfType<ResourceCommandAnnotation>().Single();
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void Each_question_is_a_field_that_may_be_left_out()
    {
        Assert.Equal(["ip", "node", "containers", "labels", "arguments", "deleted"], _quiz.Arguments.Select(field => field.Name));
        Assert.DoesNotContain(_quiz.Arguments, field => field.Required);
    }

    [Fact]
    public void A_choice_is_nobodys_answer_until_it_is_chosen()
    {
        var choice = _quiz.Arguments.Single(field => field.InputType == InputType.Choice);

        Assert.Equal(("deleted", null, "Choose", 3), (choice.Name, choice.Value, choice.Placeholder, choice.Options!.Count));
    }
}
