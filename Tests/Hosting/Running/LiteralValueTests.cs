using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Running;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Running;

/// <summary>What Aspire's orchestrator would evaluate reaches a process as it was written: in its words, an opening pair of braces is the text of one.</summary>
public class LiteralValueTests
{
    private const string Value = "{{.Name}} {{- if }} {0} $(X)";
    private const string Told = "{{\"{{\"}}.Name}} {{\"{{\"}}- if }} {0} $(X)";

    private readonly TestModel _model = new();

    public LiteralValueTests() => _model.Builder.Configuration["Parameters:word"] = Value;

    private IResourceBuilder<ParameterResource> Word => field ??= _model.Builder.AddParameter("word");

    [Fact]
    public async Task A_text() => Assert.Equal(Told, await Resolve(Value));

    [Fact]
    public async Task A_parameter() => Assert.Equal(Told, await Resolve(Word.Resource));

    [Fact]
    public async Task Texts_and_parameters_in_one_expression() =>
        Assert.Equal($"{{{{\"{{{{\"}}}}.Text}}}}={Told}", await Resolve(ReferenceExpression.Create($"{{{{{{{{.Text}}}}}}}}={Word}")));

    [Fact]
    public async Task A_connection_string_with_a_parameter_in_it()
    {
        var named = _model.Builder.AddConnectionString("named", ReferenceExpression.Create($"password={Word}"));

        Assert.Equal($"password={Told}", await Resolve(new ConnectionStringReference(named.Resource, optional: false)));
        Assert.Equal($"password={Told}", await Resolve(named.Resource));
    }

    [Fact]
    public async Task The_branch_that_a_condition_chooses()
    {
        var condition = ReferenceExpression.CreateConditional(Word.Resource, Value, ReferenceExpression.Create($"yes {Word}"), ReferenceExpression.Create($"no"));

        Assert.Equal($"yes {Told}", await Resolve(condition));
    }

    [Fact]
    public async Task But_not_what_Aspire_tells_its_orchestrator()
    {
        const string Template = "{{- index .Annotations \"otel-service-name\" -}}";

        Assert.Equal(Template, await Resolve(Template));
    }

    private static async Task<string?> Resolve(object value) => LiteralValue.Of(value) switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(CancellationToken.None),
        var other => other.ToString(),
    };
}
