using System.Globalization;
using System.Text;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using static Cel.Internal.CelParser;

namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>
/// Writes an expression anew so that it counts its steps against a <see cref="CelBudget"/>: <c>self.all(x, x > 0)</c> becomes
/// <c>self.all(x, __spend(__budget, 6) ? (x > 0) : false)</c>. Nothing else stops it: the library knows of no cost, and goes on after what a turn of a loop throws.
/// </summary>
internal sealed class CelSteps
{
    public const string Function = "__spend";
    public const string Budget = "__budget";

    // What a turn of a loop costs beside its body: about what Kubernetes reckons.
    private const int Turn = 3;

    private readonly List<(int At, int Length, string Text)> _edits = [];

    private CelSteps()
    {
    }

    public static string Counted(string expression, StartContext parsed)
    {
        var steps = new CelSteps();
        steps.Guard(parsed.expr(), "false");
        var (written, at) = (new StringBuilder(), 0);
        foreach (var edit in steps._edits.OrderBy(edit => edit.At))
        {
            written.Append(expression, at, edit.At - at).Append(edit.Text);
            at = edit.At + edit.Length;
        }

        return written.Append(expression, at, expression.Length - at).ToString();
    }

    private void Guard(ParserRuleContext body, string otherwise)
    {
        var steps = (Turn + Count(body)).ToString(CultureInfo.InvariantCulture);
        _edits.Add((body.Start.StartIndex, 0, $"{Function}({Budget}, {steps}) ? ("));
        _edits.Add((body.Stop.StopIndex + 1, 0, $") : {otherwise}"));
    }

    // Names, values and operators count one each; bodies of loops count when they run.
    private int Count(IParseTree node) => node switch
    {
        ITerminalNode leaf => leaf.GetText() is "(" or ")" or "[" or "]" or "," or "." or ":" ? 0 : 1,
        MemberCallContext { id.Text: "all" or "exists" or "exists_one" or "filter" } call when call.exprList()?.expr() is [_, var body] => Loop(call, body, "false"),
        MemberCallContext { id.Text: "map" } call when call.exprList()?.expr() is [_, var body] => Loop(call, body, "null"),
        MemberCallContext { id.Text: "map" } call when call.exprList()?.expr() is [var name, var condition, var body] => FilteredMap(call, name, condition, body),
        _ => Enumerable.Range(0, node.ChildCount).Sum(i => Count(node.GetChild(i))),
    };

    private int Loop(MemberCallContext call, ExprContext body, string otherwise)
    {
        Guard(body, otherwise);
        return 1 + Count(call.member());
    }

    // list.map(x, condition, body): the library knows it as list.filter(x, condition).map(x, body) only.
    private int FilteredMap(MemberCallContext call, ExprContext name, ExprContext condition, ExprContext body)
    {
        var end = condition.Stop.StopIndex + 1;
        Guard(condition, "false");
        _edits.Add((call.id.StartIndex, call.id.Text.Length, "filter"));
        _edits.Add((end, body.Start.StartIndex - end, $").map({name.GetText()}, "));
        return Loop(call, body, "null");
    }
}
