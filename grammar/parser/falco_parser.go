// Code generated from Falco.g4 by ANTLR 4.13.1. DO NOT EDIT.

package parser // Falco
import (
	"fmt"
	"strconv"
	"sync"

	"github.com/antlr4-go/antlr/v4"
)

// Suppress unused import errors
var _ = fmt.Printf
var _ = strconv.Itoa
var _ = sync.Once{}

type Falco struct {
	*antlr.BaseParser
}

var FalcoParserStaticData struct {
	once                   sync.Once
	serializedATN          []int32
	LiteralNames           []string
	SymbolicNames          []string
	RuleNames              []string
	PredictionContextCache *antlr.PredictionContextCache
	atn                    *antlr.ATN
	decisionToDFA          []*antlr.DFA
}

func falcoParserInit() {
	staticData := &FalcoParserStaticData
	staticData.SymbolicNames = []string{
		"", "OR", "AND", "NOT", "GLUED", "LPAREN", "RPAREN", "COMMA", "LBRACK",
		"RBRACK", "FIELD", "IDENT", "TRANSFORMER", "VAL", "EXISTS", "NUM_OP",
		"STR_OP", "LIST_OP", "MODIFIER", "NUMBER", "HEX", "QUOTED", "BARE",
		"ARGUMENT", "SPOILED", "TEXT", "PERCENT", "WIDTH", "INVALID",
	}
	staticData.RuleNames = []string{
		"condition", "disjunction", "alternative", "conjunction", "term", "negation",
		"glued", "check", "group", "comparison", "list", "operand", "reference",
		"field", "selector", "call", "argument", "tuple", "element", "output",
		"part",
	}
	staticData.PredictionContextCache = antlr.NewPredictionContextCache()
	staticData.serializedATN = []int32{
		4, 1, 28, 207, 2, 0, 7, 0, 2, 1, 7, 1, 2, 2, 7, 2, 2, 3, 7, 3, 2, 4, 7,
		4, 2, 5, 7, 5, 2, 6, 7, 6, 2, 7, 7, 7, 2, 8, 7, 8, 2, 9, 7, 9, 2, 10, 7,
		10, 2, 11, 7, 11, 2, 12, 7, 12, 2, 13, 7, 13, 2, 14, 7, 14, 2, 15, 7, 15,
		2, 16, 7, 16, 2, 17, 7, 17, 2, 18, 7, 18, 2, 19, 7, 19, 2, 20, 7, 20, 1,
		0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 5, 1, 49, 8, 1, 10, 1, 12, 1, 52, 9, 1,
		1, 2, 1, 2, 3, 2, 56, 8, 2, 1, 3, 1, 3, 1, 3, 5, 3, 61, 8, 3, 10, 3, 12,
		3, 64, 9, 3, 1, 4, 1, 4, 3, 4, 68, 8, 4, 1, 5, 1, 5, 4, 5, 72, 8, 5, 11,
		5, 12, 5, 73, 1, 5, 1, 5, 3, 5, 78, 8, 5, 3, 5, 80, 8, 5, 1, 6, 1, 6, 1,
		6, 1, 6, 1, 7, 1, 7, 1, 7, 1, 7, 1, 7, 3, 7, 91, 8, 7, 1, 8, 1, 8, 1, 8,
		1, 8, 1, 9, 1, 9, 1, 9, 1, 9, 3, 9, 101, 8, 9, 1, 9, 1, 9, 1, 9, 1, 9,
		1, 9, 3, 9, 108, 8, 9, 1, 9, 1, 9, 1, 9, 3, 9, 113, 8, 9, 3, 9, 115, 8,
		9, 1, 10, 1, 10, 1, 10, 1, 10, 5, 10, 121, 8, 10, 10, 10, 12, 10, 124,
		9, 10, 1, 10, 3, 10, 127, 8, 10, 1, 10, 1, 10, 3, 10, 131, 8, 10, 1, 11,
		1, 11, 3, 11, 135, 8, 11, 1, 12, 1, 12, 1, 12, 1, 12, 1, 12, 3, 12, 142,
		8, 12, 1, 12, 3, 12, 145, 8, 12, 1, 13, 1, 13, 3, 13, 149, 8, 13, 1, 14,
		1, 14, 1, 14, 1, 14, 1, 15, 1, 15, 1, 15, 1, 15, 1, 15, 5, 15, 160, 8,
		15, 10, 15, 12, 15, 163, 9, 15, 1, 15, 1, 15, 3, 15, 167, 8, 15, 1, 16,
		1, 16, 1, 16, 3, 16, 172, 8, 16, 1, 17, 1, 17, 1, 17, 1, 17, 5, 17, 178,
		8, 17, 10, 17, 12, 17, 181, 9, 17, 3, 17, 183, 8, 17, 1, 17, 1, 17, 1,
		18, 1, 18, 3, 18, 189, 8, 18, 1, 19, 5, 19, 192, 8, 19, 10, 19, 12, 19,
		195, 9, 19, 1, 19, 1, 19, 1, 20, 1, 20, 1, 20, 3, 20, 202, 8, 20, 1, 20,
		3, 20, 205, 8, 20, 1, 20, 0, 0, 21, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18,
		20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 0, 4, 1, 0, 19, 20, 1, 0, 21,
		22, 2, 0, 21, 21, 23, 23, 1, 0, 19, 21, 219, 0, 42, 1, 0, 0, 0, 2, 45,
		1, 0, 0, 0, 4, 55, 1, 0, 0, 0, 6, 57, 1, 0, 0, 0, 8, 67, 1, 0, 0, 0, 10,
		79, 1, 0, 0, 0, 12, 81, 1, 0, 0, 0, 14, 90, 1, 0, 0, 0, 16, 92, 1, 0, 0,
		0, 18, 114, 1, 0, 0, 0, 20, 130, 1, 0, 0, 0, 22, 134, 1, 0, 0, 0, 24, 144,
		1, 0, 0, 0, 26, 146, 1, 0, 0, 0, 28, 150, 1, 0, 0, 0, 30, 154, 1, 0, 0,
		0, 32, 171, 1, 0, 0, 0, 34, 173, 1, 0, 0, 0, 36, 188, 1, 0, 0, 0, 38, 193,
		1, 0, 0, 0, 40, 204, 1, 0, 0, 0, 42, 43, 3, 2, 1, 0, 43, 44, 5, 0, 0, 1,
		44, 1, 1, 0, 0, 0, 45, 50, 3, 6, 3, 0, 46, 47, 5, 1, 0, 0, 47, 49, 3, 4,
		2, 0, 48, 46, 1, 0, 0, 0, 49, 52, 1, 0, 0, 0, 50, 48, 1, 0, 0, 0, 50, 51,
		1, 0, 0, 0, 51, 3, 1, 0, 0, 0, 52, 50, 1, 0, 0, 0, 53, 56, 3, 12, 6, 0,
		54, 56, 3, 6, 3, 0, 55, 53, 1, 0, 0, 0, 55, 54, 1, 0, 0, 0, 56, 5, 1, 0,
		0, 0, 57, 62, 3, 10, 5, 0, 58, 59, 5, 2, 0, 0, 59, 61, 3, 8, 4, 0, 60,
		58, 1, 0, 0, 0, 61, 64, 1, 0, 0, 0, 62, 60, 1, 0, 0, 0, 62, 63, 1, 0, 0,
		0, 63, 7, 1, 0, 0, 0, 64, 62, 1, 0, 0, 0, 65, 68, 3, 12, 6, 0, 66, 68,
		3, 10, 5, 0, 67, 65, 1, 0, 0, 0, 67, 66, 1, 0, 0, 0, 68, 9, 1, 0, 0, 0,
		69, 80, 3, 14, 7, 0, 70, 72, 5, 3, 0, 0, 71, 70, 1, 0, 0, 0, 72, 73, 1,
		0, 0, 0, 73, 71, 1, 0, 0, 0, 73, 74, 1, 0, 0, 0, 74, 77, 1, 0, 0, 0, 75,
		78, 3, 12, 6, 0, 76, 78, 3, 14, 7, 0, 77, 75, 1, 0, 0, 0, 77, 76, 1, 0,
		0, 0, 78, 80, 1, 0, 0, 0, 79, 69, 1, 0, 0, 0, 79, 71, 1, 0, 0, 0, 80, 11,
		1, 0, 0, 0, 81, 82, 5, 4, 0, 0, 82, 83, 3, 2, 1, 0, 83, 84, 5, 6, 0, 0,
		84, 13, 1, 0, 0, 0, 85, 91, 3, 16, 8, 0, 86, 91, 5, 11, 0, 0, 87, 88, 3,
		22, 11, 0, 88, 89, 3, 18, 9, 0, 89, 91, 1, 0, 0, 0, 90, 85, 1, 0, 0, 0,
		90, 86, 1, 0, 0, 0, 90, 87, 1, 0, 0, 0, 91, 15, 1, 0, 0, 0, 92, 93, 5,
		5, 0, 0, 93, 94, 3, 2, 1, 0, 94, 95, 5, 6, 0, 0, 95, 17, 1, 0, 0, 0, 96,
		115, 5, 14, 0, 0, 97, 100, 5, 15, 0, 0, 98, 101, 7, 0, 0, 0, 99, 101, 3,
		24, 12, 0, 100, 98, 1, 0, 0, 0, 100, 99, 1, 0, 0, 0, 101, 115, 1, 0, 0,
		0, 102, 107, 5, 16, 0, 0, 103, 108, 7, 1, 0, 0, 104, 105, 5, 18, 0, 0,
		105, 108, 3, 20, 10, 0, 106, 108, 3, 24, 12, 0, 107, 103, 1, 0, 0, 0, 107,
		104, 1, 0, 0, 0, 107, 106, 1, 0, 0, 0, 108, 115, 1, 0, 0, 0, 109, 112,
		5, 17, 0, 0, 110, 113, 3, 20, 10, 0, 111, 113, 3, 24, 12, 0, 112, 110,
		1, 0, 0, 0, 112, 111, 1, 0, 0, 0, 113, 115, 1, 0, 0, 0, 114, 96, 1, 0,
		0, 0, 114, 97, 1, 0, 0, 0, 114, 102, 1, 0, 0, 0, 114, 109, 1, 0, 0, 0,
		115, 19, 1, 0, 0, 0, 116, 126, 5, 5, 0, 0, 117, 122, 7, 1, 0, 0, 118, 119,
		5, 7, 0, 0, 119, 121, 7, 1, 0, 0, 120, 118, 1, 0, 0, 0, 121, 124, 1, 0,
		0, 0, 122, 120, 1, 0, 0, 0, 122, 123, 1, 0, 0, 0, 123, 127, 1, 0, 0, 0,
		124, 122, 1, 0, 0, 0, 125, 127, 5, 24, 0, 0, 126, 117, 1, 0, 0, 0, 126,
		125, 1, 0, 0, 0, 126, 127, 1, 0, 0, 0, 127, 128, 1, 0, 0, 0, 128, 131,
		5, 6, 0, 0, 129, 131, 5, 11, 0, 0, 130, 116, 1, 0, 0, 0, 130, 129, 1, 0,
		0, 0, 131, 21, 1, 0, 0, 0, 132, 135, 3, 26, 13, 0, 133, 135, 3, 30, 15,
		0, 134, 132, 1, 0, 0, 0, 134, 133, 1, 0, 0, 0, 135, 23, 1, 0, 0, 0, 136,
		137, 5, 13, 0, 0, 137, 138, 5, 5, 0, 0, 138, 139, 3, 26, 13, 0, 139, 141,
		5, 6, 0, 0, 140, 142, 3, 28, 14, 0, 141, 140, 1, 0, 0, 0, 141, 142, 1,
		0, 0, 0, 142, 145, 1, 0, 0, 0, 143, 145, 3, 30, 15, 0, 144, 136, 1, 0,
		0, 0, 144, 143, 1, 0, 0, 0, 145, 25, 1, 0, 0, 0, 146, 148, 5, 10, 0, 0,
		147, 149, 3, 28, 14, 0, 148, 147, 1, 0, 0, 0, 148, 149, 1, 0, 0, 0, 149,
		27, 1, 0, 0, 0, 150, 151, 5, 8, 0, 0, 151, 152, 7, 2, 0, 0, 152, 153, 5,
		9, 0, 0, 153, 29, 1, 0, 0, 0, 154, 155, 5, 12, 0, 0, 155, 156, 5, 5, 0,
		0, 156, 161, 3, 32, 16, 0, 157, 158, 5, 7, 0, 0, 158, 160, 3, 32, 16, 0,
		159, 157, 1, 0, 0, 0, 160, 163, 1, 0, 0, 0, 161, 159, 1, 0, 0, 0, 161,
		162, 1, 0, 0, 0, 162, 164, 1, 0, 0, 0, 163, 161, 1, 0, 0, 0, 164, 166,
		5, 6, 0, 0, 165, 167, 3, 28, 14, 0, 166, 165, 1, 0, 0, 0, 166, 167, 1,
		0, 0, 0, 167, 31, 1, 0, 0, 0, 168, 172, 3, 22, 11, 0, 169, 172, 7, 3, 0,
		0, 170, 172, 3, 34, 17, 0, 171, 168, 1, 0, 0, 0, 171, 169, 1, 0, 0, 0,
		171, 170, 1, 0, 0, 0, 172, 33, 1, 0, 0, 0, 173, 182, 5, 5, 0, 0, 174, 179,
		3, 36, 18, 0, 175, 176, 5, 7, 0, 0, 176, 178, 3, 36, 18, 0, 177, 175, 1,
		0, 0, 0, 178, 181, 1, 0, 0, 0, 179, 177, 1, 0, 0, 0, 179, 180, 1, 0, 0,
		0, 180, 183, 1, 0, 0, 0, 181, 179, 1, 0, 0, 0, 182, 174, 1, 0, 0, 0, 182,
		183, 1, 0, 0, 0, 183, 184, 1, 0, 0, 0, 184, 185, 5, 6, 0, 0, 185, 35, 1,
		0, 0, 0, 186, 189, 3, 22, 11, 0, 187, 189, 7, 3, 0, 0, 188, 186, 1, 0,
		0, 0, 188, 187, 1, 0, 0, 0, 189, 37, 1, 0, 0, 0, 190, 192, 3, 40, 20, 0,
		191, 190, 1, 0, 0, 0, 192, 195, 1, 0, 0, 0, 193, 191, 1, 0, 0, 0, 193,
		194, 1, 0, 0, 0, 194, 196, 1, 0, 0, 0, 195, 193, 1, 0, 0, 0, 196, 197,
		5, 0, 0, 1, 197, 39, 1, 0, 0, 0, 198, 205, 5, 25, 0, 0, 199, 201, 5, 26,
		0, 0, 200, 202, 5, 27, 0, 0, 201, 200, 1, 0, 0, 0, 201, 202, 1, 0, 0, 0,
		202, 203, 1, 0, 0, 0, 203, 205, 3, 22, 11, 0, 204, 198, 1, 0, 0, 0, 204,
		199, 1, 0, 0, 0, 205, 41, 1, 0, 0, 0, 28, 50, 55, 62, 67, 73, 77, 79, 90,
		100, 107, 112, 114, 122, 126, 130, 134, 141, 144, 148, 161, 166, 171, 179,
		182, 188, 193, 201, 204,
	}
	deserializer := antlr.NewATNDeserializer(nil)
	staticData.atn = deserializer.Deserialize(staticData.serializedATN)
	atn := staticData.atn
	staticData.decisionToDFA = make([]*antlr.DFA, len(atn.DecisionToState))
	decisionToDFA := staticData.decisionToDFA
	for index, state := range atn.DecisionToState {
		decisionToDFA[index] = antlr.NewDFA(state, index)
	}
}

// FalcoInit initializes any static state used to implement Falco. By default the
// static state used to implement the parser is lazily initialized during the first call to
// NewFalco(). You can call this function if you wish to initialize the static state ahead
// of time.
func FalcoInit() {
	staticData := &FalcoParserStaticData
	staticData.once.Do(falcoParserInit)
}

// NewFalco produces a new parser instance for the optional input antlr.TokenStream.
func NewFalco(input antlr.TokenStream) *Falco {
	FalcoInit()
	this := new(Falco)
	this.BaseParser = antlr.NewBaseParser(input)
	staticData := &FalcoParserStaticData
	this.Interpreter = antlr.NewParserATNSimulator(this, staticData.atn, staticData.decisionToDFA, staticData.PredictionContextCache)
	this.RuleNames = staticData.RuleNames
	this.LiteralNames = staticData.LiteralNames
	this.SymbolicNames = staticData.SymbolicNames
	this.GrammarFileName = "Falco.g4"

	return this
}

// Falco tokens.
const (
	FalcoEOF         = antlr.TokenEOF
	FalcoOR          = 1
	FalcoAND         = 2
	FalcoNOT         = 3
	FalcoGLUED       = 4
	FalcoLPAREN      = 5
	FalcoRPAREN      = 6
	FalcoCOMMA       = 7
	FalcoLBRACK      = 8
	FalcoRBRACK      = 9
	FalcoFIELD       = 10
	FalcoIDENT       = 11
	FalcoTRANSFORMER = 12
	FalcoVAL         = 13
	FalcoEXISTS      = 14
	FalcoNUM_OP      = 15
	FalcoSTR_OP      = 16
	FalcoLIST_OP     = 17
	FalcoMODIFIER    = 18
	FalcoNUMBER      = 19
	FalcoHEX         = 20
	FalcoQUOTED      = 21
	FalcoBARE        = 22
	FalcoARGUMENT    = 23
	FalcoSPOILED     = 24
	FalcoTEXT        = 25
	FalcoPERCENT     = 26
	FalcoWIDTH       = 27
	FalcoINVALID     = 28
)

// Falco rules.
const (
	FalcoRULE_condition   = 0
	FalcoRULE_disjunction = 1
	FalcoRULE_alternative = 2
	FalcoRULE_conjunction = 3
	FalcoRULE_term        = 4
	FalcoRULE_negation    = 5
	FalcoRULE_glued       = 6
	FalcoRULE_check       = 7
	FalcoRULE_group       = 8
	FalcoRULE_comparison  = 9
	FalcoRULE_list        = 10
	FalcoRULE_operand     = 11
	FalcoRULE_reference   = 12
	FalcoRULE_field       = 13
	FalcoRULE_selector    = 14
	FalcoRULE_call        = 15
	FalcoRULE_argument    = 16
	FalcoRULE_tuple       = 17
	FalcoRULE_element     = 18
	FalcoRULE_output      = 19
	FalcoRULE_part        = 20
)

// IConditionContext is an interface to support dynamic dispatch.
type IConditionContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetExpr returns the expr rule contexts.
	GetExpr() IDisjunctionContext

	// SetExpr sets the expr rule contexts.
	SetExpr(IDisjunctionContext)

	// Getter signatures
	EOF() antlr.TerminalNode
	Disjunction() IDisjunctionContext

	// IsConditionContext differentiates from other interfaces.
	IsConditionContext()
}

type ConditionContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	expr   IDisjunctionContext
}

func NewEmptyConditionContext() *ConditionContext {
	var p = new(ConditionContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_condition
	return p
}

func InitEmptyConditionContext(p *ConditionContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_condition
}

func (*ConditionContext) IsConditionContext() {}

func NewConditionContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ConditionContext {
	var p = new(ConditionContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_condition

	return p
}

func (s *ConditionContext) GetParser() antlr.Parser { return s.parser }

func (s *ConditionContext) GetExpr() IDisjunctionContext { return s.expr }

func (s *ConditionContext) SetExpr(v IDisjunctionContext) { s.expr = v }

func (s *ConditionContext) EOF() antlr.TerminalNode {
	return s.GetToken(FalcoEOF, 0)
}

func (s *ConditionContext) Disjunction() IDisjunctionContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IDisjunctionContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IDisjunctionContext)
}

func (s *ConditionContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ConditionContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Condition() (localctx IConditionContext) {
	localctx = NewConditionContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 0, FalcoRULE_condition)
	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(42)

		var _x = p.Disjunction()

		localctx.(*ConditionContext).expr = _x
	}
	{
		p.SetState(43)
		p.Match(FalcoEOF)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IDisjunctionContext is an interface to support dynamic dispatch.
type IDisjunctionContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetFirst returns the first rule contexts.
	GetFirst() IConjunctionContext

	// Get_alternative returns the _alternative rule contexts.
	Get_alternative() IAlternativeContext

	// SetFirst sets the first rule contexts.
	SetFirst(IConjunctionContext)

	// Set_alternative sets the _alternative rule contexts.
	Set_alternative(IAlternativeContext)

	// GetRest returns the rest rule context list.
	GetRest() []IAlternativeContext

	// SetRest sets the rest rule context list.
	SetRest([]IAlternativeContext)

	// Getter signatures
	Conjunction() IConjunctionContext
	AllOR() []antlr.TerminalNode
	OR(i int) antlr.TerminalNode
	AllAlternative() []IAlternativeContext
	Alternative(i int) IAlternativeContext

	// IsDisjunctionContext differentiates from other interfaces.
	IsDisjunctionContext()
}

type DisjunctionContext struct {
	antlr.BaseParserRuleContext
	parser       antlr.Parser
	first        IConjunctionContext
	_alternative IAlternativeContext
	rest         []IAlternativeContext
}

func NewEmptyDisjunctionContext() *DisjunctionContext {
	var p = new(DisjunctionContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_disjunction
	return p
}

func InitEmptyDisjunctionContext(p *DisjunctionContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_disjunction
}

func (*DisjunctionContext) IsDisjunctionContext() {}

func NewDisjunctionContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *DisjunctionContext {
	var p = new(DisjunctionContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_disjunction

	return p
}

func (s *DisjunctionContext) GetParser() antlr.Parser { return s.parser }

func (s *DisjunctionContext) GetFirst() IConjunctionContext { return s.first }

func (s *DisjunctionContext) Get_alternative() IAlternativeContext { return s._alternative }

func (s *DisjunctionContext) SetFirst(v IConjunctionContext) { s.first = v }

func (s *DisjunctionContext) Set_alternative(v IAlternativeContext) { s._alternative = v }

func (s *DisjunctionContext) GetRest() []IAlternativeContext { return s.rest }

func (s *DisjunctionContext) SetRest(v []IAlternativeContext) { s.rest = v }

func (s *DisjunctionContext) Conjunction() IConjunctionContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IConjunctionContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IConjunctionContext)
}

func (s *DisjunctionContext) AllOR() []antlr.TerminalNode {
	return s.GetTokens(FalcoOR)
}

func (s *DisjunctionContext) OR(i int) antlr.TerminalNode {
	return s.GetToken(FalcoOR, i)
}

func (s *DisjunctionContext) AllAlternative() []IAlternativeContext {
	children := s.GetChildren()
	len := 0
	for _, ctx := range children {
		if _, ok := ctx.(IAlternativeContext); ok {
			len++
		}
	}

	tst := make([]IAlternativeContext, len)
	i := 0
	for _, ctx := range children {
		if t, ok := ctx.(IAlternativeContext); ok {
			tst[i] = t.(IAlternativeContext)
			i++
		}
	}

	return tst
}

func (s *DisjunctionContext) Alternative(i int) IAlternativeContext {
	var t antlr.RuleContext
	j := 0
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IAlternativeContext); ok {
			if j == i {
				t = ctx.(antlr.RuleContext)
				break
			}
			j++
		}
	}

	if t == nil {
		return nil
	}

	return t.(IAlternativeContext)
}

func (s *DisjunctionContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *DisjunctionContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Disjunction() (localctx IDisjunctionContext) {
	localctx = NewDisjunctionContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 2, FalcoRULE_disjunction)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(45)

		var _x = p.Conjunction()

		localctx.(*DisjunctionContext).first = _x
	}
	p.SetState(50)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	for _la == FalcoOR {
		{
			p.SetState(46)
			p.Match(FalcoOR)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		{
			p.SetState(47)

			var _x = p.Alternative()

			localctx.(*DisjunctionContext)._alternative = _x
		}
		localctx.(*DisjunctionContext).rest = append(localctx.(*DisjunctionContext).rest, localctx.(*DisjunctionContext)._alternative)

		p.SetState(52)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IAlternativeContext is an interface to support dynamic dispatch.
type IAlternativeContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetParen returns the paren rule contexts.
	GetParen() IGluedContext

	// GetExpr returns the expr rule contexts.
	GetExpr() IConjunctionContext

	// SetParen sets the paren rule contexts.
	SetParen(IGluedContext)

	// SetExpr sets the expr rule contexts.
	SetExpr(IConjunctionContext)

	// Getter signatures
	Glued() IGluedContext
	Conjunction() IConjunctionContext

	// IsAlternativeContext differentiates from other interfaces.
	IsAlternativeContext()
}

type AlternativeContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	paren  IGluedContext
	expr   IConjunctionContext
}

func NewEmptyAlternativeContext() *AlternativeContext {
	var p = new(AlternativeContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_alternative
	return p
}

func InitEmptyAlternativeContext(p *AlternativeContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_alternative
}

func (*AlternativeContext) IsAlternativeContext() {}

func NewAlternativeContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *AlternativeContext {
	var p = new(AlternativeContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_alternative

	return p
}

func (s *AlternativeContext) GetParser() antlr.Parser { return s.parser }

func (s *AlternativeContext) GetParen() IGluedContext { return s.paren }

func (s *AlternativeContext) GetExpr() IConjunctionContext { return s.expr }

func (s *AlternativeContext) SetParen(v IGluedContext) { s.paren = v }

func (s *AlternativeContext) SetExpr(v IConjunctionContext) { s.expr = v }

func (s *AlternativeContext) Glued() IGluedContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IGluedContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IGluedContext)
}

func (s *AlternativeContext) Conjunction() IConjunctionContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IConjunctionContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IConjunctionContext)
}

func (s *AlternativeContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *AlternativeContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Alternative() (localctx IAlternativeContext) {
	localctx = NewAlternativeContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 4, FalcoRULE_alternative)
	p.SetState(55)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoGLUED:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(53)

			var _x = p.Glued()

			localctx.(*AlternativeContext).paren = _x
		}

	case FalcoNOT, FalcoLPAREN, FalcoFIELD, FalcoIDENT, FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(54)

			var _x = p.Conjunction()

			localctx.(*AlternativeContext).expr = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IConjunctionContext is an interface to support dynamic dispatch.
type IConjunctionContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetFirst returns the first rule contexts.
	GetFirst() INegationContext

	// Get_term returns the _term rule contexts.
	Get_term() ITermContext

	// SetFirst sets the first rule contexts.
	SetFirst(INegationContext)

	// Set_term sets the _term rule contexts.
	Set_term(ITermContext)

	// GetRest returns the rest rule context list.
	GetRest() []ITermContext

	// SetRest sets the rest rule context list.
	SetRest([]ITermContext)

	// Getter signatures
	Negation() INegationContext
	AllAND() []antlr.TerminalNode
	AND(i int) antlr.TerminalNode
	AllTerm() []ITermContext
	Term(i int) ITermContext

	// IsConjunctionContext differentiates from other interfaces.
	IsConjunctionContext()
}

type ConjunctionContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	first  INegationContext
	_term  ITermContext
	rest   []ITermContext
}

func NewEmptyConjunctionContext() *ConjunctionContext {
	var p = new(ConjunctionContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_conjunction
	return p
}

func InitEmptyConjunctionContext(p *ConjunctionContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_conjunction
}

func (*ConjunctionContext) IsConjunctionContext() {}

func NewConjunctionContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ConjunctionContext {
	var p = new(ConjunctionContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_conjunction

	return p
}

func (s *ConjunctionContext) GetParser() antlr.Parser { return s.parser }

func (s *ConjunctionContext) GetFirst() INegationContext { return s.first }

func (s *ConjunctionContext) Get_term() ITermContext { return s._term }

func (s *ConjunctionContext) SetFirst(v INegationContext) { s.first = v }

func (s *ConjunctionContext) Set_term(v ITermContext) { s._term = v }

func (s *ConjunctionContext) GetRest() []ITermContext { return s.rest }

func (s *ConjunctionContext) SetRest(v []ITermContext) { s.rest = v }

func (s *ConjunctionContext) Negation() INegationContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(INegationContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(INegationContext)
}

func (s *ConjunctionContext) AllAND() []antlr.TerminalNode {
	return s.GetTokens(FalcoAND)
}

func (s *ConjunctionContext) AND(i int) antlr.TerminalNode {
	return s.GetToken(FalcoAND, i)
}

func (s *ConjunctionContext) AllTerm() []ITermContext {
	children := s.GetChildren()
	len := 0
	for _, ctx := range children {
		if _, ok := ctx.(ITermContext); ok {
			len++
		}
	}

	tst := make([]ITermContext, len)
	i := 0
	for _, ctx := range children {
		if t, ok := ctx.(ITermContext); ok {
			tst[i] = t.(ITermContext)
			i++
		}
	}

	return tst
}

func (s *ConjunctionContext) Term(i int) ITermContext {
	var t antlr.RuleContext
	j := 0
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ITermContext); ok {
			if j == i {
				t = ctx.(antlr.RuleContext)
				break
			}
			j++
		}
	}

	if t == nil {
		return nil
	}

	return t.(ITermContext)
}

func (s *ConjunctionContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ConjunctionContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Conjunction() (localctx IConjunctionContext) {
	localctx = NewConjunctionContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 6, FalcoRULE_conjunction)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(57)

		var _x = p.Negation()

		localctx.(*ConjunctionContext).first = _x
	}
	p.SetState(62)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	for _la == FalcoAND {
		{
			p.SetState(58)
			p.Match(FalcoAND)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		{
			p.SetState(59)

			var _x = p.Term()

			localctx.(*ConjunctionContext)._term = _x
		}
		localctx.(*ConjunctionContext).rest = append(localctx.(*ConjunctionContext).rest, localctx.(*ConjunctionContext)._term)

		p.SetState(64)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// ITermContext is an interface to support dynamic dispatch.
type ITermContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetParen returns the paren rule contexts.
	GetParen() IGluedContext

	// GetExpr returns the expr rule contexts.
	GetExpr() INegationContext

	// SetParen sets the paren rule contexts.
	SetParen(IGluedContext)

	// SetExpr sets the expr rule contexts.
	SetExpr(INegationContext)

	// Getter signatures
	Glued() IGluedContext
	Negation() INegationContext

	// IsTermContext differentiates from other interfaces.
	IsTermContext()
}

type TermContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	paren  IGluedContext
	expr   INegationContext
}

func NewEmptyTermContext() *TermContext {
	var p = new(TermContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_term
	return p
}

func InitEmptyTermContext(p *TermContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_term
}

func (*TermContext) IsTermContext() {}

func NewTermContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *TermContext {
	var p = new(TermContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_term

	return p
}

func (s *TermContext) GetParser() antlr.Parser { return s.parser }

func (s *TermContext) GetParen() IGluedContext { return s.paren }

func (s *TermContext) GetExpr() INegationContext { return s.expr }

func (s *TermContext) SetParen(v IGluedContext) { s.paren = v }

func (s *TermContext) SetExpr(v INegationContext) { s.expr = v }

func (s *TermContext) Glued() IGluedContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IGluedContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IGluedContext)
}

func (s *TermContext) Negation() INegationContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(INegationContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(INegationContext)
}

func (s *TermContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *TermContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Term() (localctx ITermContext) {
	localctx = NewTermContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 8, FalcoRULE_term)
	p.SetState(67)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoGLUED:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(65)

			var _x = p.Glued()

			localctx.(*TermContext).paren = _x
		}

	case FalcoNOT, FalcoLPAREN, FalcoFIELD, FalcoIDENT, FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(66)

			var _x = p.Negation()

			localctx.(*TermContext).expr = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// INegationContext is an interface to support dynamic dispatch.
type INegationContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// Get_NOT returns the _NOT token.
	Get_NOT() antlr.Token

	// Set_NOT sets the _NOT token.
	Set_NOT(antlr.Token)

	// GetNots returns the nots token list.
	GetNots() []antlr.Token

	// SetNots sets the nots token list.
	SetNots([]antlr.Token)

	// GetExpr returns the expr rule contexts.
	GetExpr() ICheckContext

	// GetParen returns the paren rule contexts.
	GetParen() IGluedContext

	// SetExpr sets the expr rule contexts.
	SetExpr(ICheckContext)

	// SetParen sets the paren rule contexts.
	SetParen(IGluedContext)

	// Getter signatures
	Check() ICheckContext
	Glued() IGluedContext
	AllNOT() []antlr.TerminalNode
	NOT(i int) antlr.TerminalNode

	// IsNegationContext differentiates from other interfaces.
	IsNegationContext()
}

type NegationContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	expr   ICheckContext
	_NOT   antlr.Token
	nots   []antlr.Token
	paren  IGluedContext
}

func NewEmptyNegationContext() *NegationContext {
	var p = new(NegationContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_negation
	return p
}

func InitEmptyNegationContext(p *NegationContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_negation
}

func (*NegationContext) IsNegationContext() {}

func NewNegationContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *NegationContext {
	var p = new(NegationContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_negation

	return p
}

func (s *NegationContext) GetParser() antlr.Parser { return s.parser }

func (s *NegationContext) Get_NOT() antlr.Token { return s._NOT }

func (s *NegationContext) Set_NOT(v antlr.Token) { s._NOT = v }

func (s *NegationContext) GetNots() []antlr.Token { return s.nots }

func (s *NegationContext) SetNots(v []antlr.Token) { s.nots = v }

func (s *NegationContext) GetExpr() ICheckContext { return s.expr }

func (s *NegationContext) GetParen() IGluedContext { return s.paren }

func (s *NegationContext) SetExpr(v ICheckContext) { s.expr = v }

func (s *NegationContext) SetParen(v IGluedContext) { s.paren = v }

func (s *NegationContext) Check() ICheckContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ICheckContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ICheckContext)
}

func (s *NegationContext) Glued() IGluedContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IGluedContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IGluedContext)
}

func (s *NegationContext) AllNOT() []antlr.TerminalNode {
	return s.GetTokens(FalcoNOT)
}

func (s *NegationContext) NOT(i int) antlr.TerminalNode {
	return s.GetToken(FalcoNOT, i)
}

func (s *NegationContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *NegationContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Negation() (localctx INegationContext) {
	localctx = NewNegationContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 10, FalcoRULE_negation)
	var _la int

	p.SetState(79)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoLPAREN, FalcoFIELD, FalcoIDENT, FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(69)

			var _x = p.Check()

			localctx.(*NegationContext).expr = _x
		}

	case FalcoNOT:
		p.EnterOuterAlt(localctx, 2)
		p.SetState(71)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)

		for ok := true; ok; ok = _la == FalcoNOT {
			{
				p.SetState(70)

				var _m = p.Match(FalcoNOT)

				localctx.(*NegationContext)._NOT = _m
				if p.HasError() {
					// Recognition error - abort rule
					goto errorExit
				}
			}
			localctx.(*NegationContext).nots = append(localctx.(*NegationContext).nots, localctx.(*NegationContext)._NOT)

			p.SetState(73)
			p.GetErrorHandler().Sync(p)
			if p.HasError() {
				goto errorExit
			}
			_la = p.GetTokenStream().LA(1)
		}
		p.SetState(77)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}

		switch p.GetTokenStream().LA(1) {
		case FalcoGLUED:
			{
				p.SetState(75)

				var _x = p.Glued()

				localctx.(*NegationContext).paren = _x
			}

		case FalcoLPAREN, FalcoFIELD, FalcoIDENT, FalcoTRANSFORMER:
			{
				p.SetState(76)

				var _x = p.Check()

				localctx.(*NegationContext).expr = _x
			}

		default:
			p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
			goto errorExit
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IGluedContext is an interface to support dynamic dispatch.
type IGluedContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetExpr returns the expr rule contexts.
	GetExpr() IDisjunctionContext

	// SetExpr sets the expr rule contexts.
	SetExpr(IDisjunctionContext)

	// Getter signatures
	GLUED() antlr.TerminalNode
	RPAREN() antlr.TerminalNode
	Disjunction() IDisjunctionContext

	// IsGluedContext differentiates from other interfaces.
	IsGluedContext()
}

type GluedContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	expr   IDisjunctionContext
}

func NewEmptyGluedContext() *GluedContext {
	var p = new(GluedContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_glued
	return p
}

func InitEmptyGluedContext(p *GluedContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_glued
}

func (*GluedContext) IsGluedContext() {}

func NewGluedContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *GluedContext {
	var p = new(GluedContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_glued

	return p
}

func (s *GluedContext) GetParser() antlr.Parser { return s.parser }

func (s *GluedContext) GetExpr() IDisjunctionContext { return s.expr }

func (s *GluedContext) SetExpr(v IDisjunctionContext) { s.expr = v }

func (s *GluedContext) GLUED() antlr.TerminalNode {
	return s.GetToken(FalcoGLUED, 0)
}

func (s *GluedContext) RPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoRPAREN, 0)
}

func (s *GluedContext) Disjunction() IDisjunctionContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IDisjunctionContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IDisjunctionContext)
}

func (s *GluedContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *GluedContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Glued() (localctx IGluedContext) {
	localctx = NewGluedContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 12, FalcoRULE_glued)
	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(81)
		p.Match(FalcoGLUED)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	{
		p.SetState(82)

		var _x = p.Disjunction()

		localctx.(*GluedContext).expr = _x
	}
	{
		p.SetState(83)
		p.Match(FalcoRPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// ICheckContext is an interface to support dynamic dispatch.
type ICheckContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetMacro returns the macro token.
	GetMacro() antlr.Token

	// SetMacro sets the macro token.
	SetMacro(antlr.Token)

	// GetParen returns the paren rule contexts.
	GetParen() IGroupContext

	// GetLeft returns the left rule contexts.
	GetLeft() IOperandContext

	// GetTest returns the test rule contexts.
	GetTest() IComparisonContext

	// SetParen sets the paren rule contexts.
	SetParen(IGroupContext)

	// SetLeft sets the left rule contexts.
	SetLeft(IOperandContext)

	// SetTest sets the test rule contexts.
	SetTest(IComparisonContext)

	// Getter signatures
	Group() IGroupContext
	IDENT() antlr.TerminalNode
	Operand() IOperandContext
	Comparison() IComparisonContext

	// IsCheckContext differentiates from other interfaces.
	IsCheckContext()
}

type CheckContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	paren  IGroupContext
	macro  antlr.Token
	left   IOperandContext
	test   IComparisonContext
}

func NewEmptyCheckContext() *CheckContext {
	var p = new(CheckContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_check
	return p
}

func InitEmptyCheckContext(p *CheckContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_check
}

func (*CheckContext) IsCheckContext() {}

func NewCheckContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *CheckContext {
	var p = new(CheckContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_check

	return p
}

func (s *CheckContext) GetParser() antlr.Parser { return s.parser }

func (s *CheckContext) GetMacro() antlr.Token { return s.macro }

func (s *CheckContext) SetMacro(v antlr.Token) { s.macro = v }

func (s *CheckContext) GetParen() IGroupContext { return s.paren }

func (s *CheckContext) GetLeft() IOperandContext { return s.left }

func (s *CheckContext) GetTest() IComparisonContext { return s.test }

func (s *CheckContext) SetParen(v IGroupContext) { s.paren = v }

func (s *CheckContext) SetLeft(v IOperandContext) { s.left = v }

func (s *CheckContext) SetTest(v IComparisonContext) { s.test = v }

func (s *CheckContext) Group() IGroupContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IGroupContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IGroupContext)
}

func (s *CheckContext) IDENT() antlr.TerminalNode {
	return s.GetToken(FalcoIDENT, 0)
}

func (s *CheckContext) Operand() IOperandContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IOperandContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IOperandContext)
}

func (s *CheckContext) Comparison() IComparisonContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IComparisonContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IComparisonContext)
}

func (s *CheckContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *CheckContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Check() (localctx ICheckContext) {
	localctx = NewCheckContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 14, FalcoRULE_check)
	p.SetState(90)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoLPAREN:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(85)

			var _x = p.Group()

			localctx.(*CheckContext).paren = _x
		}

	case FalcoIDENT:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(86)

			var _m = p.Match(FalcoIDENT)

			localctx.(*CheckContext).macro = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}

	case FalcoFIELD, FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 3)
		{
			p.SetState(87)

			var _x = p.Operand()

			localctx.(*CheckContext).left = _x
		}
		{
			p.SetState(88)

			var _x = p.Comparison()

			localctx.(*CheckContext).test = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IGroupContext is an interface to support dynamic dispatch.
type IGroupContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetExpr returns the expr rule contexts.
	GetExpr() IDisjunctionContext

	// SetExpr sets the expr rule contexts.
	SetExpr(IDisjunctionContext)

	// Getter signatures
	LPAREN() antlr.TerminalNode
	RPAREN() antlr.TerminalNode
	Disjunction() IDisjunctionContext

	// IsGroupContext differentiates from other interfaces.
	IsGroupContext()
}

type GroupContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	expr   IDisjunctionContext
}

func NewEmptyGroupContext() *GroupContext {
	var p = new(GroupContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_group
	return p
}

func InitEmptyGroupContext(p *GroupContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_group
}

func (*GroupContext) IsGroupContext() {}

func NewGroupContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *GroupContext {
	var p = new(GroupContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_group

	return p
}

func (s *GroupContext) GetParser() antlr.Parser { return s.parser }

func (s *GroupContext) GetExpr() IDisjunctionContext { return s.expr }

func (s *GroupContext) SetExpr(v IDisjunctionContext) { s.expr = v }

func (s *GroupContext) LPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoLPAREN, 0)
}

func (s *GroupContext) RPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoRPAREN, 0)
}

func (s *GroupContext) Disjunction() IDisjunctionContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IDisjunctionContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IDisjunctionContext)
}

func (s *GroupContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *GroupContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Group() (localctx IGroupContext) {
	localctx = NewGroupContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 16, FalcoRULE_group)
	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(92)
		p.Match(FalcoLPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	{
		p.SetState(93)

		var _x = p.Disjunction()

		localctx.(*GroupContext).expr = _x
	}
	{
		p.SetState(94)
		p.Match(FalcoRPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IComparisonContext is an interface to support dynamic dispatch.
type IComparisonContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetOp returns the op token.
	GetOp() antlr.Token

	// GetValue returns the value token.
	GetValue() antlr.Token

	// GetModifier returns the modifier token.
	GetModifier() antlr.Token

	// SetOp sets the op token.
	SetOp(antlr.Token)

	// SetValue sets the value token.
	SetValue(antlr.Token)

	// SetModifier sets the modifier token.
	SetModifier(antlr.Token)

	// GetRef returns the ref rule contexts.
	GetRef() IReferenceContext

	// GetValues returns the values rule contexts.
	GetValues() IListContext

	// SetRef sets the ref rule contexts.
	SetRef(IReferenceContext)

	// SetValues sets the values rule contexts.
	SetValues(IListContext)

	// Getter signatures
	EXISTS() antlr.TerminalNode
	NUM_OP() antlr.TerminalNode
	Reference() IReferenceContext
	NUMBER() antlr.TerminalNode
	HEX() antlr.TerminalNode
	STR_OP() antlr.TerminalNode
	MODIFIER() antlr.TerminalNode
	List() IListContext
	QUOTED() antlr.TerminalNode
	BARE() antlr.TerminalNode
	LIST_OP() antlr.TerminalNode

	// IsComparisonContext differentiates from other interfaces.
	IsComparisonContext()
}

type ComparisonContext struct {
	antlr.BaseParserRuleContext
	parser   antlr.Parser
	op       antlr.Token
	value    antlr.Token
	ref      IReferenceContext
	modifier antlr.Token
	values   IListContext
}

func NewEmptyComparisonContext() *ComparisonContext {
	var p = new(ComparisonContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_comparison
	return p
}

func InitEmptyComparisonContext(p *ComparisonContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_comparison
}

func (*ComparisonContext) IsComparisonContext() {}

func NewComparisonContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ComparisonContext {
	var p = new(ComparisonContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_comparison

	return p
}

func (s *ComparisonContext) GetParser() antlr.Parser { return s.parser }

func (s *ComparisonContext) GetOp() antlr.Token { return s.op }

func (s *ComparisonContext) GetValue() antlr.Token { return s.value }

func (s *ComparisonContext) GetModifier() antlr.Token { return s.modifier }

func (s *ComparisonContext) SetOp(v antlr.Token) { s.op = v }

func (s *ComparisonContext) SetValue(v antlr.Token) { s.value = v }

func (s *ComparisonContext) SetModifier(v antlr.Token) { s.modifier = v }

func (s *ComparisonContext) GetRef() IReferenceContext { return s.ref }

func (s *ComparisonContext) GetValues() IListContext { return s.values }

func (s *ComparisonContext) SetRef(v IReferenceContext) { s.ref = v }

func (s *ComparisonContext) SetValues(v IListContext) { s.values = v }

func (s *ComparisonContext) EXISTS() antlr.TerminalNode {
	return s.GetToken(FalcoEXISTS, 0)
}

func (s *ComparisonContext) NUM_OP() antlr.TerminalNode {
	return s.GetToken(FalcoNUM_OP, 0)
}

func (s *ComparisonContext) Reference() IReferenceContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IReferenceContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IReferenceContext)
}

func (s *ComparisonContext) NUMBER() antlr.TerminalNode {
	return s.GetToken(FalcoNUMBER, 0)
}

func (s *ComparisonContext) HEX() antlr.TerminalNode {
	return s.GetToken(FalcoHEX, 0)
}

func (s *ComparisonContext) STR_OP() antlr.TerminalNode {
	return s.GetToken(FalcoSTR_OP, 0)
}

func (s *ComparisonContext) MODIFIER() antlr.TerminalNode {
	return s.GetToken(FalcoMODIFIER, 0)
}

func (s *ComparisonContext) List() IListContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IListContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IListContext)
}

func (s *ComparisonContext) QUOTED() antlr.TerminalNode {
	return s.GetToken(FalcoQUOTED, 0)
}

func (s *ComparisonContext) BARE() antlr.TerminalNode {
	return s.GetToken(FalcoBARE, 0)
}

func (s *ComparisonContext) LIST_OP() antlr.TerminalNode {
	return s.GetToken(FalcoLIST_OP, 0)
}

func (s *ComparisonContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ComparisonContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Comparison() (localctx IComparisonContext) {
	localctx = NewComparisonContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 18, FalcoRULE_comparison)
	var _la int

	p.SetState(114)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoEXISTS:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(96)

			var _m = p.Match(FalcoEXISTS)

			localctx.(*ComparisonContext).op = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}

	case FalcoNUM_OP:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(97)

			var _m = p.Match(FalcoNUM_OP)

			localctx.(*ComparisonContext).op = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		p.SetState(100)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}

		switch p.GetTokenStream().LA(1) {
		case FalcoNUMBER, FalcoHEX:
			{
				p.SetState(98)

				var _lt = p.GetTokenStream().LT(1)

				localctx.(*ComparisonContext).value = _lt

				_la = p.GetTokenStream().LA(1)

				if !(_la == FalcoNUMBER || _la == FalcoHEX) {
					var _ri = p.GetErrorHandler().RecoverInline(p)

					localctx.(*ComparisonContext).value = _ri
				} else {
					p.GetErrorHandler().ReportMatch(p)
					p.Consume()
				}
			}

		case FalcoTRANSFORMER, FalcoVAL:
			{
				p.SetState(99)

				var _x = p.Reference()

				localctx.(*ComparisonContext).ref = _x
			}

		default:
			p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
			goto errorExit
		}

	case FalcoSTR_OP:
		p.EnterOuterAlt(localctx, 3)
		{
			p.SetState(102)

			var _m = p.Match(FalcoSTR_OP)

			localctx.(*ComparisonContext).op = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		p.SetState(107)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}

		switch p.GetTokenStream().LA(1) {
		case FalcoQUOTED, FalcoBARE:
			{
				p.SetState(103)

				var _lt = p.GetTokenStream().LT(1)

				localctx.(*ComparisonContext).value = _lt

				_la = p.GetTokenStream().LA(1)

				if !(_la == FalcoQUOTED || _la == FalcoBARE) {
					var _ri = p.GetErrorHandler().RecoverInline(p)

					localctx.(*ComparisonContext).value = _ri
				} else {
					p.GetErrorHandler().ReportMatch(p)
					p.Consume()
				}
			}

		case FalcoMODIFIER:
			{
				p.SetState(104)

				var _m = p.Match(FalcoMODIFIER)

				localctx.(*ComparisonContext).modifier = _m
				if p.HasError() {
					// Recognition error - abort rule
					goto errorExit
				}
			}
			{
				p.SetState(105)

				var _x = p.List()

				localctx.(*ComparisonContext).values = _x
			}

		case FalcoTRANSFORMER, FalcoVAL:
			{
				p.SetState(106)

				var _x = p.Reference()

				localctx.(*ComparisonContext).ref = _x
			}

		default:
			p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
			goto errorExit
		}

	case FalcoLIST_OP:
		p.EnterOuterAlt(localctx, 4)
		{
			p.SetState(109)

			var _m = p.Match(FalcoLIST_OP)

			localctx.(*ComparisonContext).op = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		p.SetState(112)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}

		switch p.GetTokenStream().LA(1) {
		case FalcoLPAREN, FalcoIDENT:
			{
				p.SetState(110)

				var _x = p.List()

				localctx.(*ComparisonContext).values = _x
			}

		case FalcoTRANSFORMER, FalcoVAL:
			{
				p.SetState(111)

				var _x = p.Reference()

				localctx.(*ComparisonContext).ref = _x
			}

		default:
			p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
			goto errorExit
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IListContext is an interface to support dynamic dispatch.
type IListContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetOpen returns the open token.
	GetOpen() antlr.Token

	// Get_QUOTED returns the _QUOTED token.
	Get_QUOTED() antlr.Token

	// Get_BARE returns the _BARE token.
	Get_BARE() antlr.Token

	// Get_tset277 returns the _tset277 token.
	Get_tset277() antlr.Token

	// Get_tset290 returns the _tset290 token.
	Get_tset290() antlr.Token

	// GetName returns the name token.
	GetName() antlr.Token

	// SetOpen sets the open token.
	SetOpen(antlr.Token)

	// Set_QUOTED sets the _QUOTED token.
	Set_QUOTED(antlr.Token)

	// Set_BARE sets the _BARE token.
	Set_BARE(antlr.Token)

	// Set_tset277 sets the _tset277 token.
	Set_tset277(antlr.Token)

	// Set_tset290 sets the _tset290 token.
	Set_tset290(antlr.Token)

	// SetName sets the name token.
	SetName(antlr.Token)

	// GetItems returns the items token list.
	GetItems() []antlr.Token

	// SetItems sets the items token list.
	SetItems([]antlr.Token)

	// Getter signatures
	RPAREN() antlr.TerminalNode
	LPAREN() antlr.TerminalNode
	SPOILED() antlr.TerminalNode
	AllQUOTED() []antlr.TerminalNode
	QUOTED(i int) antlr.TerminalNode
	AllBARE() []antlr.TerminalNode
	BARE(i int) antlr.TerminalNode
	AllCOMMA() []antlr.TerminalNode
	COMMA(i int) antlr.TerminalNode
	IDENT() antlr.TerminalNode

	// IsListContext differentiates from other interfaces.
	IsListContext()
}

type ListContext struct {
	antlr.BaseParserRuleContext
	parser   antlr.Parser
	open     antlr.Token
	_QUOTED  antlr.Token
	items    []antlr.Token
	_BARE    antlr.Token
	_tset277 antlr.Token
	_tset290 antlr.Token
	name     antlr.Token
}

func NewEmptyListContext() *ListContext {
	var p = new(ListContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_list
	return p
}

func InitEmptyListContext(p *ListContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_list
}

func (*ListContext) IsListContext() {}

func NewListContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ListContext {
	var p = new(ListContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_list

	return p
}

func (s *ListContext) GetParser() antlr.Parser { return s.parser }

func (s *ListContext) GetOpen() antlr.Token { return s.open }

func (s *ListContext) Get_QUOTED() antlr.Token { return s._QUOTED }

func (s *ListContext) Get_BARE() antlr.Token { return s._BARE }

func (s *ListContext) Get_tset277() antlr.Token { return s._tset277 }

func (s *ListContext) Get_tset290() antlr.Token { return s._tset290 }

func (s *ListContext) GetName() antlr.Token { return s.name }

func (s *ListContext) SetOpen(v antlr.Token) { s.open = v }

func (s *ListContext) Set_QUOTED(v antlr.Token) { s._QUOTED = v }

func (s *ListContext) Set_BARE(v antlr.Token) { s._BARE = v }

func (s *ListContext) Set_tset277(v antlr.Token) { s._tset277 = v }

func (s *ListContext) Set_tset290(v antlr.Token) { s._tset290 = v }

func (s *ListContext) SetName(v antlr.Token) { s.name = v }

func (s *ListContext) GetItems() []antlr.Token { return s.items }

func (s *ListContext) SetItems(v []antlr.Token) { s.items = v }

func (s *ListContext) RPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoRPAREN, 0)
}

func (s *ListContext) LPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoLPAREN, 0)
}

func (s *ListContext) SPOILED() antlr.TerminalNode {
	return s.GetToken(FalcoSPOILED, 0)
}

func (s *ListContext) AllQUOTED() []antlr.TerminalNode {
	return s.GetTokens(FalcoQUOTED)
}

func (s *ListContext) QUOTED(i int) antlr.TerminalNode {
	return s.GetToken(FalcoQUOTED, i)
}

func (s *ListContext) AllBARE() []antlr.TerminalNode {
	return s.GetTokens(FalcoBARE)
}

func (s *ListContext) BARE(i int) antlr.TerminalNode {
	return s.GetToken(FalcoBARE, i)
}

func (s *ListContext) AllCOMMA() []antlr.TerminalNode {
	return s.GetTokens(FalcoCOMMA)
}

func (s *ListContext) COMMA(i int) antlr.TerminalNode {
	return s.GetToken(FalcoCOMMA, i)
}

func (s *ListContext) IDENT() antlr.TerminalNode {
	return s.GetToken(FalcoIDENT, 0)
}

func (s *ListContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ListContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) List() (localctx IListContext) {
	localctx = NewListContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 20, FalcoRULE_list)
	var _la int

	p.SetState(130)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoLPAREN:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(116)

			var _m = p.Match(FalcoLPAREN)

			localctx.(*ListContext).open = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		p.SetState(126)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		switch p.GetTokenStream().LA(1) {
		case FalcoQUOTED, FalcoBARE:
			{
				p.SetState(117)

				var _lt = p.GetTokenStream().LT(1)

				localctx.(*ListContext)._tset277 = _lt

				_la = p.GetTokenStream().LA(1)

				if !(_la == FalcoQUOTED || _la == FalcoBARE) {
					var _ri = p.GetErrorHandler().RecoverInline(p)

					localctx.(*ListContext)._tset277 = _ri
				} else {
					p.GetErrorHandler().ReportMatch(p)
					p.Consume()
				}
			}
			localctx.(*ListContext).items = append(localctx.(*ListContext).items, localctx.(*ListContext)._tset277)
			p.SetState(122)
			p.GetErrorHandler().Sync(p)
			if p.HasError() {
				goto errorExit
			}
			_la = p.GetTokenStream().LA(1)

			for _la == FalcoCOMMA {
				{
					p.SetState(118)
					p.Match(FalcoCOMMA)
					if p.HasError() {
						// Recognition error - abort rule
						goto errorExit
					}
				}
				{
					p.SetState(119)

					var _lt = p.GetTokenStream().LT(1)

					localctx.(*ListContext)._tset290 = _lt

					_la = p.GetTokenStream().LA(1)

					if !(_la == FalcoQUOTED || _la == FalcoBARE) {
						var _ri = p.GetErrorHandler().RecoverInline(p)

						localctx.(*ListContext)._tset290 = _ri
					} else {
						p.GetErrorHandler().ReportMatch(p)
						p.Consume()
					}
				}
				localctx.(*ListContext).items = append(localctx.(*ListContext).items, localctx.(*ListContext)._tset290)

				p.SetState(124)
				p.GetErrorHandler().Sync(p)
				if p.HasError() {
					goto errorExit
				}
				_la = p.GetTokenStream().LA(1)
			}

		case FalcoSPOILED:
			{
				p.SetState(125)
				p.Match(FalcoSPOILED)
				if p.HasError() {
					// Recognition error - abort rule
					goto errorExit
				}
			}

		case FalcoRPAREN:

		default:
		}
		{
			p.SetState(128)
			p.Match(FalcoRPAREN)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}

	case FalcoIDENT:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(129)

			var _m = p.Match(FalcoIDENT)

			localctx.(*ListContext).name = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IOperandContext is an interface to support dynamic dispatch.
type IOperandContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetName returns the name rule contexts.
	GetName() IFieldContext

	// GetApply returns the apply rule contexts.
	GetApply() ICallContext

	// SetName sets the name rule contexts.
	SetName(IFieldContext)

	// SetApply sets the apply rule contexts.
	SetApply(ICallContext)

	// Getter signatures
	Field() IFieldContext
	Call() ICallContext

	// IsOperandContext differentiates from other interfaces.
	IsOperandContext()
}

type OperandContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	name   IFieldContext
	apply  ICallContext
}

func NewEmptyOperandContext() *OperandContext {
	var p = new(OperandContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_operand
	return p
}

func InitEmptyOperandContext(p *OperandContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_operand
}

func (*OperandContext) IsOperandContext() {}

func NewOperandContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *OperandContext {
	var p = new(OperandContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_operand

	return p
}

func (s *OperandContext) GetParser() antlr.Parser { return s.parser }

func (s *OperandContext) GetName() IFieldContext { return s.name }

func (s *OperandContext) GetApply() ICallContext { return s.apply }

func (s *OperandContext) SetName(v IFieldContext) { s.name = v }

func (s *OperandContext) SetApply(v ICallContext) { s.apply = v }

func (s *OperandContext) Field() IFieldContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IFieldContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IFieldContext)
}

func (s *OperandContext) Call() ICallContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ICallContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ICallContext)
}

func (s *OperandContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *OperandContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Operand() (localctx IOperandContext) {
	localctx = NewOperandContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 22, FalcoRULE_operand)
	p.SetState(134)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoFIELD:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(132)

			var _x = p.Field()

			localctx.(*OperandContext).name = _x
		}

	case FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(133)

			var _x = p.Call()

			localctx.(*OperandContext).apply = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IReferenceContext is an interface to support dynamic dispatch.
type IReferenceContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetName returns the name rule contexts.
	GetName() IFieldContext

	// GetIndex returns the index rule contexts.
	GetIndex() ISelectorContext

	// GetApply returns the apply rule contexts.
	GetApply() ICallContext

	// SetName sets the name rule contexts.
	SetName(IFieldContext)

	// SetIndex sets the index rule contexts.
	SetIndex(ISelectorContext)

	// SetApply sets the apply rule contexts.
	SetApply(ICallContext)

	// Getter signatures
	VAL() antlr.TerminalNode
	LPAREN() antlr.TerminalNode
	RPAREN() antlr.TerminalNode
	Field() IFieldContext
	Selector() ISelectorContext
	Call() ICallContext

	// IsReferenceContext differentiates from other interfaces.
	IsReferenceContext()
}

type ReferenceContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	name   IFieldContext
	index  ISelectorContext
	apply  ICallContext
}

func NewEmptyReferenceContext() *ReferenceContext {
	var p = new(ReferenceContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_reference
	return p
}

func InitEmptyReferenceContext(p *ReferenceContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_reference
}

func (*ReferenceContext) IsReferenceContext() {}

func NewReferenceContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ReferenceContext {
	var p = new(ReferenceContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_reference

	return p
}

func (s *ReferenceContext) GetParser() antlr.Parser { return s.parser }

func (s *ReferenceContext) GetName() IFieldContext { return s.name }

func (s *ReferenceContext) GetIndex() ISelectorContext { return s.index }

func (s *ReferenceContext) GetApply() ICallContext { return s.apply }

func (s *ReferenceContext) SetName(v IFieldContext) { s.name = v }

func (s *ReferenceContext) SetIndex(v ISelectorContext) { s.index = v }

func (s *ReferenceContext) SetApply(v ICallContext) { s.apply = v }

func (s *ReferenceContext) VAL() antlr.TerminalNode {
	return s.GetToken(FalcoVAL, 0)
}

func (s *ReferenceContext) LPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoLPAREN, 0)
}

func (s *ReferenceContext) RPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoRPAREN, 0)
}

func (s *ReferenceContext) Field() IFieldContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IFieldContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IFieldContext)
}

func (s *ReferenceContext) Selector() ISelectorContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ISelectorContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ISelectorContext)
}

func (s *ReferenceContext) Call() ICallContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ICallContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ICallContext)
}

func (s *ReferenceContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ReferenceContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Reference() (localctx IReferenceContext) {
	localctx = NewReferenceContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 24, FalcoRULE_reference)
	var _la int

	p.SetState(144)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoVAL:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(136)
			p.Match(FalcoVAL)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		{
			p.SetState(137)
			p.Match(FalcoLPAREN)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		{
			p.SetState(138)

			var _x = p.Field()

			localctx.(*ReferenceContext).name = _x
		}
		{
			p.SetState(139)
			p.Match(FalcoRPAREN)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		p.SetState(141)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)

		if _la == FalcoLBRACK {
			{
				p.SetState(140)

				var _x = p.Selector()

				localctx.(*ReferenceContext).index = _x
			}

		}

	case FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(143)

			var _x = p.Call()

			localctx.(*ReferenceContext).apply = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IFieldContext is an interface to support dynamic dispatch.
type IFieldContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetName returns the name token.
	GetName() antlr.Token

	// SetName sets the name token.
	SetName(antlr.Token)

	// GetIndex returns the index rule contexts.
	GetIndex() ISelectorContext

	// SetIndex sets the index rule contexts.
	SetIndex(ISelectorContext)

	// Getter signatures
	FIELD() antlr.TerminalNode
	Selector() ISelectorContext

	// IsFieldContext differentiates from other interfaces.
	IsFieldContext()
}

type FieldContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	name   antlr.Token
	index  ISelectorContext
}

func NewEmptyFieldContext() *FieldContext {
	var p = new(FieldContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_field
	return p
}

func InitEmptyFieldContext(p *FieldContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_field
}

func (*FieldContext) IsFieldContext() {}

func NewFieldContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *FieldContext {
	var p = new(FieldContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_field

	return p
}

func (s *FieldContext) GetParser() antlr.Parser { return s.parser }

func (s *FieldContext) GetName() antlr.Token { return s.name }

func (s *FieldContext) SetName(v antlr.Token) { s.name = v }

func (s *FieldContext) GetIndex() ISelectorContext { return s.index }

func (s *FieldContext) SetIndex(v ISelectorContext) { s.index = v }

func (s *FieldContext) FIELD() antlr.TerminalNode {
	return s.GetToken(FalcoFIELD, 0)
}

func (s *FieldContext) Selector() ISelectorContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ISelectorContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ISelectorContext)
}

func (s *FieldContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *FieldContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Field() (localctx IFieldContext) {
	localctx = NewFieldContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 26, FalcoRULE_field)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(146)

		var _m = p.Match(FalcoFIELD)

		localctx.(*FieldContext).name = _m
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	p.SetState(148)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	if _la == FalcoLBRACK {
		{
			p.SetState(147)

			var _x = p.Selector()

			localctx.(*FieldContext).index = _x
		}

	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// ISelectorContext is an interface to support dynamic dispatch.
type ISelectorContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetArg returns the arg token.
	GetArg() antlr.Token

	// SetArg sets the arg token.
	SetArg(antlr.Token)

	// Getter signatures
	LBRACK() antlr.TerminalNode
	RBRACK() antlr.TerminalNode
	QUOTED() antlr.TerminalNode
	ARGUMENT() antlr.TerminalNode

	// IsSelectorContext differentiates from other interfaces.
	IsSelectorContext()
}

type SelectorContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	arg    antlr.Token
}

func NewEmptySelectorContext() *SelectorContext {
	var p = new(SelectorContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_selector
	return p
}

func InitEmptySelectorContext(p *SelectorContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_selector
}

func (*SelectorContext) IsSelectorContext() {}

func NewSelectorContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *SelectorContext {
	var p = new(SelectorContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_selector

	return p
}

func (s *SelectorContext) GetParser() antlr.Parser { return s.parser }

func (s *SelectorContext) GetArg() antlr.Token { return s.arg }

func (s *SelectorContext) SetArg(v antlr.Token) { s.arg = v }

func (s *SelectorContext) LBRACK() antlr.TerminalNode {
	return s.GetToken(FalcoLBRACK, 0)
}

func (s *SelectorContext) RBRACK() antlr.TerminalNode {
	return s.GetToken(FalcoRBRACK, 0)
}

func (s *SelectorContext) QUOTED() antlr.TerminalNode {
	return s.GetToken(FalcoQUOTED, 0)
}

func (s *SelectorContext) ARGUMENT() antlr.TerminalNode {
	return s.GetToken(FalcoARGUMENT, 0)
}

func (s *SelectorContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *SelectorContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Selector() (localctx ISelectorContext) {
	localctx = NewSelectorContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 28, FalcoRULE_selector)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(150)
		p.Match(FalcoLBRACK)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	{
		p.SetState(151)

		var _lt = p.GetTokenStream().LT(1)

		localctx.(*SelectorContext).arg = _lt

		_la = p.GetTokenStream().LA(1)

		if !(_la == FalcoQUOTED || _la == FalcoARGUMENT) {
			var _ri = p.GetErrorHandler().RecoverInline(p)

			localctx.(*SelectorContext).arg = _ri
		} else {
			p.GetErrorHandler().ReportMatch(p)
			p.Consume()
		}
	}
	{
		p.SetState(152)
		p.Match(FalcoRBRACK)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// ICallContext is an interface to support dynamic dispatch.
type ICallContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetName returns the name token.
	GetName() antlr.Token

	// SetName sets the name token.
	SetName(antlr.Token)

	// Get_argument returns the _argument rule contexts.
	Get_argument() IArgumentContext

	// GetIndex returns the index rule contexts.
	GetIndex() ISelectorContext

	// Set_argument sets the _argument rule contexts.
	Set_argument(IArgumentContext)

	// SetIndex sets the index rule contexts.
	SetIndex(ISelectorContext)

	// GetArgs returns the args rule context list.
	GetArgs() []IArgumentContext

	// SetArgs sets the args rule context list.
	SetArgs([]IArgumentContext)

	// Getter signatures
	LPAREN() antlr.TerminalNode
	RPAREN() antlr.TerminalNode
	TRANSFORMER() antlr.TerminalNode
	AllArgument() []IArgumentContext
	Argument(i int) IArgumentContext
	AllCOMMA() []antlr.TerminalNode
	COMMA(i int) antlr.TerminalNode
	Selector() ISelectorContext

	// IsCallContext differentiates from other interfaces.
	IsCallContext()
}

type CallContext struct {
	antlr.BaseParserRuleContext
	parser    antlr.Parser
	name      antlr.Token
	_argument IArgumentContext
	args      []IArgumentContext
	index     ISelectorContext
}

func NewEmptyCallContext() *CallContext {
	var p = new(CallContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_call
	return p
}

func InitEmptyCallContext(p *CallContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_call
}

func (*CallContext) IsCallContext() {}

func NewCallContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *CallContext {
	var p = new(CallContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_call

	return p
}

func (s *CallContext) GetParser() antlr.Parser { return s.parser }

func (s *CallContext) GetName() antlr.Token { return s.name }

func (s *CallContext) SetName(v antlr.Token) { s.name = v }

func (s *CallContext) Get_argument() IArgumentContext { return s._argument }

func (s *CallContext) GetIndex() ISelectorContext { return s.index }

func (s *CallContext) Set_argument(v IArgumentContext) { s._argument = v }

func (s *CallContext) SetIndex(v ISelectorContext) { s.index = v }

func (s *CallContext) GetArgs() []IArgumentContext { return s.args }

func (s *CallContext) SetArgs(v []IArgumentContext) { s.args = v }

func (s *CallContext) LPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoLPAREN, 0)
}

func (s *CallContext) RPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoRPAREN, 0)
}

func (s *CallContext) TRANSFORMER() antlr.TerminalNode {
	return s.GetToken(FalcoTRANSFORMER, 0)
}

func (s *CallContext) AllArgument() []IArgumentContext {
	children := s.GetChildren()
	len := 0
	for _, ctx := range children {
		if _, ok := ctx.(IArgumentContext); ok {
			len++
		}
	}

	tst := make([]IArgumentContext, len)
	i := 0
	for _, ctx := range children {
		if t, ok := ctx.(IArgumentContext); ok {
			tst[i] = t.(IArgumentContext)
			i++
		}
	}

	return tst
}

func (s *CallContext) Argument(i int) IArgumentContext {
	var t antlr.RuleContext
	j := 0
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IArgumentContext); ok {
			if j == i {
				t = ctx.(antlr.RuleContext)
				break
			}
			j++
		}
	}

	if t == nil {
		return nil
	}

	return t.(IArgumentContext)
}

func (s *CallContext) AllCOMMA() []antlr.TerminalNode {
	return s.GetTokens(FalcoCOMMA)
}

func (s *CallContext) COMMA(i int) antlr.TerminalNode {
	return s.GetToken(FalcoCOMMA, i)
}

func (s *CallContext) Selector() ISelectorContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ISelectorContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ISelectorContext)
}

func (s *CallContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *CallContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Call() (localctx ICallContext) {
	localctx = NewCallContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 30, FalcoRULE_call)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(154)

		var _m = p.Match(FalcoTRANSFORMER)

		localctx.(*CallContext).name = _m
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	{
		p.SetState(155)
		p.Match(FalcoLPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	{
		p.SetState(156)

		var _x = p.Argument()

		localctx.(*CallContext)._argument = _x
	}
	localctx.(*CallContext).args = append(localctx.(*CallContext).args, localctx.(*CallContext)._argument)
	p.SetState(161)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	for _la == FalcoCOMMA {
		{
			p.SetState(157)
			p.Match(FalcoCOMMA)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		{
			p.SetState(158)

			var _x = p.Argument()

			localctx.(*CallContext)._argument = _x
		}
		localctx.(*CallContext).args = append(localctx.(*CallContext).args, localctx.(*CallContext)._argument)

		p.SetState(163)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)
	}
	{
		p.SetState(164)
		p.Match(FalcoRPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	p.SetState(166)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	if _la == FalcoLBRACK {
		{
			p.SetState(165)

			var _x = p.Selector()

			localctx.(*CallContext).index = _x
		}

	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IArgumentContext is an interface to support dynamic dispatch.
type IArgumentContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetValue returns the value token.
	GetValue() antlr.Token

	// SetValue sets the value token.
	SetValue(antlr.Token)

	// GetExpr returns the expr rule contexts.
	GetExpr() IOperandContext

	// GetItems returns the items rule contexts.
	GetItems() ITupleContext

	// SetExpr sets the expr rule contexts.
	SetExpr(IOperandContext)

	// SetItems sets the items rule contexts.
	SetItems(ITupleContext)

	// Getter signatures
	Operand() IOperandContext
	QUOTED() antlr.TerminalNode
	NUMBER() antlr.TerminalNode
	HEX() antlr.TerminalNode
	Tuple() ITupleContext

	// IsArgumentContext differentiates from other interfaces.
	IsArgumentContext()
}

type ArgumentContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	expr   IOperandContext
	value  antlr.Token
	items  ITupleContext
}

func NewEmptyArgumentContext() *ArgumentContext {
	var p = new(ArgumentContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_argument
	return p
}

func InitEmptyArgumentContext(p *ArgumentContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_argument
}

func (*ArgumentContext) IsArgumentContext() {}

func NewArgumentContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ArgumentContext {
	var p = new(ArgumentContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_argument

	return p
}

func (s *ArgumentContext) GetParser() antlr.Parser { return s.parser }

func (s *ArgumentContext) GetValue() antlr.Token { return s.value }

func (s *ArgumentContext) SetValue(v antlr.Token) { s.value = v }

func (s *ArgumentContext) GetExpr() IOperandContext { return s.expr }

func (s *ArgumentContext) GetItems() ITupleContext { return s.items }

func (s *ArgumentContext) SetExpr(v IOperandContext) { s.expr = v }

func (s *ArgumentContext) SetItems(v ITupleContext) { s.items = v }

func (s *ArgumentContext) Operand() IOperandContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IOperandContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IOperandContext)
}

func (s *ArgumentContext) QUOTED() antlr.TerminalNode {
	return s.GetToken(FalcoQUOTED, 0)
}

func (s *ArgumentContext) NUMBER() antlr.TerminalNode {
	return s.GetToken(FalcoNUMBER, 0)
}

func (s *ArgumentContext) HEX() antlr.TerminalNode {
	return s.GetToken(FalcoHEX, 0)
}

func (s *ArgumentContext) Tuple() ITupleContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(ITupleContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(ITupleContext)
}

func (s *ArgumentContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ArgumentContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Argument() (localctx IArgumentContext) {
	localctx = NewArgumentContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 32, FalcoRULE_argument)
	var _la int

	p.SetState(171)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoFIELD, FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(168)

			var _x = p.Operand()

			localctx.(*ArgumentContext).expr = _x
		}

	case FalcoNUMBER, FalcoHEX, FalcoQUOTED:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(169)

			var _lt = p.GetTokenStream().LT(1)

			localctx.(*ArgumentContext).value = _lt

			_la = p.GetTokenStream().LA(1)

			if !((int64(_la) & ^0x3f) == 0 && ((int64(1)<<_la)&3670016) != 0) {
				var _ri = p.GetErrorHandler().RecoverInline(p)

				localctx.(*ArgumentContext).value = _ri
			} else {
				p.GetErrorHandler().ReportMatch(p)
				p.Consume()
			}
		}

	case FalcoLPAREN:
		p.EnterOuterAlt(localctx, 3)
		{
			p.SetState(170)

			var _x = p.Tuple()

			localctx.(*ArgumentContext).items = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// ITupleContext is an interface to support dynamic dispatch.
type ITupleContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// Get_element returns the _element rule contexts.
	Get_element() IElementContext

	// Set_element sets the _element rule contexts.
	Set_element(IElementContext)

	// GetElems returns the elems rule context list.
	GetElems() []IElementContext

	// SetElems sets the elems rule context list.
	SetElems([]IElementContext)

	// Getter signatures
	LPAREN() antlr.TerminalNode
	RPAREN() antlr.TerminalNode
	AllElement() []IElementContext
	Element(i int) IElementContext
	AllCOMMA() []antlr.TerminalNode
	COMMA(i int) antlr.TerminalNode

	// IsTupleContext differentiates from other interfaces.
	IsTupleContext()
}

type TupleContext struct {
	antlr.BaseParserRuleContext
	parser   antlr.Parser
	_element IElementContext
	elems    []IElementContext
}

func NewEmptyTupleContext() *TupleContext {
	var p = new(TupleContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_tuple
	return p
}

func InitEmptyTupleContext(p *TupleContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_tuple
}

func (*TupleContext) IsTupleContext() {}

func NewTupleContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *TupleContext {
	var p = new(TupleContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_tuple

	return p
}

func (s *TupleContext) GetParser() antlr.Parser { return s.parser }

func (s *TupleContext) Get_element() IElementContext { return s._element }

func (s *TupleContext) Set_element(v IElementContext) { s._element = v }

func (s *TupleContext) GetElems() []IElementContext { return s.elems }

func (s *TupleContext) SetElems(v []IElementContext) { s.elems = v }

func (s *TupleContext) LPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoLPAREN, 0)
}

func (s *TupleContext) RPAREN() antlr.TerminalNode {
	return s.GetToken(FalcoRPAREN, 0)
}

func (s *TupleContext) AllElement() []IElementContext {
	children := s.GetChildren()
	len := 0
	for _, ctx := range children {
		if _, ok := ctx.(IElementContext); ok {
			len++
		}
	}

	tst := make([]IElementContext, len)
	i := 0
	for _, ctx := range children {
		if t, ok := ctx.(IElementContext); ok {
			tst[i] = t.(IElementContext)
			i++
		}
	}

	return tst
}

func (s *TupleContext) Element(i int) IElementContext {
	var t antlr.RuleContext
	j := 0
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IElementContext); ok {
			if j == i {
				t = ctx.(antlr.RuleContext)
				break
			}
			j++
		}
	}

	if t == nil {
		return nil
	}

	return t.(IElementContext)
}

func (s *TupleContext) AllCOMMA() []antlr.TerminalNode {
	return s.GetTokens(FalcoCOMMA)
}

func (s *TupleContext) COMMA(i int) antlr.TerminalNode {
	return s.GetToken(FalcoCOMMA, i)
}

func (s *TupleContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *TupleContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Tuple() (localctx ITupleContext) {
	localctx = NewTupleContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 34, FalcoRULE_tuple)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	{
		p.SetState(173)
		p.Match(FalcoLPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}
	p.SetState(182)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	if (int64(_la) & ^0x3f) == 0 && ((int64(1)<<_la)&3675136) != 0 {
		{
			p.SetState(174)

			var _x = p.Element()

			localctx.(*TupleContext)._element = _x
		}
		localctx.(*TupleContext).elems = append(localctx.(*TupleContext).elems, localctx.(*TupleContext)._element)
		p.SetState(179)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)

		for _la == FalcoCOMMA {
			{
				p.SetState(175)
				p.Match(FalcoCOMMA)
				if p.HasError() {
					// Recognition error - abort rule
					goto errorExit
				}
			}
			{
				p.SetState(176)

				var _x = p.Element()

				localctx.(*TupleContext)._element = _x
			}
			localctx.(*TupleContext).elems = append(localctx.(*TupleContext).elems, localctx.(*TupleContext)._element)

			p.SetState(181)
			p.GetErrorHandler().Sync(p)
			if p.HasError() {
				goto errorExit
			}
			_la = p.GetTokenStream().LA(1)
		}

	}
	{
		p.SetState(184)
		p.Match(FalcoRPAREN)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IElementContext is an interface to support dynamic dispatch.
type IElementContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetValue returns the value token.
	GetValue() antlr.Token

	// SetValue sets the value token.
	SetValue(antlr.Token)

	// GetExpr returns the expr rule contexts.
	GetExpr() IOperandContext

	// SetExpr sets the expr rule contexts.
	SetExpr(IOperandContext)

	// Getter signatures
	Operand() IOperandContext
	QUOTED() antlr.TerminalNode
	NUMBER() antlr.TerminalNode
	HEX() antlr.TerminalNode

	// IsElementContext differentiates from other interfaces.
	IsElementContext()
}

type ElementContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	expr   IOperandContext
	value  antlr.Token
}

func NewEmptyElementContext() *ElementContext {
	var p = new(ElementContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_element
	return p
}

func InitEmptyElementContext(p *ElementContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_element
}

func (*ElementContext) IsElementContext() {}

func NewElementContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *ElementContext {
	var p = new(ElementContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_element

	return p
}

func (s *ElementContext) GetParser() antlr.Parser { return s.parser }

func (s *ElementContext) GetValue() antlr.Token { return s.value }

func (s *ElementContext) SetValue(v antlr.Token) { s.value = v }

func (s *ElementContext) GetExpr() IOperandContext { return s.expr }

func (s *ElementContext) SetExpr(v IOperandContext) { s.expr = v }

func (s *ElementContext) Operand() IOperandContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IOperandContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IOperandContext)
}

func (s *ElementContext) QUOTED() antlr.TerminalNode {
	return s.GetToken(FalcoQUOTED, 0)
}

func (s *ElementContext) NUMBER() antlr.TerminalNode {
	return s.GetToken(FalcoNUMBER, 0)
}

func (s *ElementContext) HEX() antlr.TerminalNode {
	return s.GetToken(FalcoHEX, 0)
}

func (s *ElementContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *ElementContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Element() (localctx IElementContext) {
	localctx = NewElementContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 36, FalcoRULE_element)
	var _la int

	p.SetState(188)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoFIELD, FalcoTRANSFORMER:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(186)

			var _x = p.Operand()

			localctx.(*ElementContext).expr = _x
		}

	case FalcoNUMBER, FalcoHEX, FalcoQUOTED:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(187)

			var _lt = p.GetTokenStream().LT(1)

			localctx.(*ElementContext).value = _lt

			_la = p.GetTokenStream().LA(1)

			if !((int64(_la) & ^0x3f) == 0 && ((int64(1)<<_la)&3670016) != 0) {
				var _ri = p.GetErrorHandler().RecoverInline(p)

				localctx.(*ElementContext).value = _ri
			} else {
				p.GetErrorHandler().ReportMatch(p)
				p.Consume()
			}
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IOutputContext is an interface to support dynamic dispatch.
type IOutputContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// Get_part returns the _part rule contexts.
	Get_part() IPartContext

	// Set_part sets the _part rule contexts.
	Set_part(IPartContext)

	// GetParts returns the parts rule context list.
	GetParts() []IPartContext

	// SetParts sets the parts rule context list.
	SetParts([]IPartContext)

	// Getter signatures
	EOF() antlr.TerminalNode
	AllPart() []IPartContext
	Part(i int) IPartContext

	// IsOutputContext differentiates from other interfaces.
	IsOutputContext()
}

type OutputContext struct {
	antlr.BaseParserRuleContext
	parser antlr.Parser
	_part  IPartContext
	parts  []IPartContext
}

func NewEmptyOutputContext() *OutputContext {
	var p = new(OutputContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_output
	return p
}

func InitEmptyOutputContext(p *OutputContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_output
}

func (*OutputContext) IsOutputContext() {}

func NewOutputContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *OutputContext {
	var p = new(OutputContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_output

	return p
}

func (s *OutputContext) GetParser() antlr.Parser { return s.parser }

func (s *OutputContext) Get_part() IPartContext { return s._part }

func (s *OutputContext) Set_part(v IPartContext) { s._part = v }

func (s *OutputContext) GetParts() []IPartContext { return s.parts }

func (s *OutputContext) SetParts(v []IPartContext) { s.parts = v }

func (s *OutputContext) EOF() antlr.TerminalNode {
	return s.GetToken(FalcoEOF, 0)
}

func (s *OutputContext) AllPart() []IPartContext {
	children := s.GetChildren()
	len := 0
	for _, ctx := range children {
		if _, ok := ctx.(IPartContext); ok {
			len++
		}
	}

	tst := make([]IPartContext, len)
	i := 0
	for _, ctx := range children {
		if t, ok := ctx.(IPartContext); ok {
			tst[i] = t.(IPartContext)
			i++
		}
	}

	return tst
}

func (s *OutputContext) Part(i int) IPartContext {
	var t antlr.RuleContext
	j := 0
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IPartContext); ok {
			if j == i {
				t = ctx.(antlr.RuleContext)
				break
			}
			j++
		}
	}

	if t == nil {
		return nil
	}

	return t.(IPartContext)
}

func (s *OutputContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *OutputContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Output() (localctx IOutputContext) {
	localctx = NewOutputContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 38, FalcoRULE_output)
	var _la int

	p.EnterOuterAlt(localctx, 1)
	p.SetState(193)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}
	_la = p.GetTokenStream().LA(1)

	for _la == FalcoTEXT || _la == FalcoPERCENT {
		{
			p.SetState(190)

			var _x = p.Part()

			localctx.(*OutputContext)._part = _x
		}
		localctx.(*OutputContext).parts = append(localctx.(*OutputContext).parts, localctx.(*OutputContext)._part)

		p.SetState(195)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)
	}
	{
		p.SetState(196)
		p.Match(FalcoEOF)
		if p.HasError() {
			// Recognition error - abort rule
			goto errorExit
		}
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}

// IPartContext is an interface to support dynamic dispatch.
type IPartContext interface {
	antlr.ParserRuleContext

	// GetParser returns the parser.
	GetParser() antlr.Parser

	// GetLiteral returns the literal token.
	GetLiteral() antlr.Token

	// GetWidth returns the width token.
	GetWidth() antlr.Token

	// SetLiteral sets the literal token.
	SetLiteral(antlr.Token)

	// SetWidth sets the width token.
	SetWidth(antlr.Token)

	// GetExpr returns the expr rule contexts.
	GetExpr() IOperandContext

	// SetExpr sets the expr rule contexts.
	SetExpr(IOperandContext)

	// Getter signatures
	TEXT() antlr.TerminalNode
	PERCENT() antlr.TerminalNode
	Operand() IOperandContext
	WIDTH() antlr.TerminalNode

	// IsPartContext differentiates from other interfaces.
	IsPartContext()
}

type PartContext struct {
	antlr.BaseParserRuleContext
	parser  antlr.Parser
	literal antlr.Token
	width   antlr.Token
	expr    IOperandContext
}

func NewEmptyPartContext() *PartContext {
	var p = new(PartContext)
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_part
	return p
}

func InitEmptyPartContext(p *PartContext) {
	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, nil, -1)
	p.RuleIndex = FalcoRULE_part
}

func (*PartContext) IsPartContext() {}

func NewPartContext(parser antlr.Parser, parent antlr.ParserRuleContext, invokingState int) *PartContext {
	var p = new(PartContext)

	antlr.InitBaseParserRuleContext(&p.BaseParserRuleContext, parent, invokingState)

	p.parser = parser
	p.RuleIndex = FalcoRULE_part

	return p
}

func (s *PartContext) GetParser() antlr.Parser { return s.parser }

func (s *PartContext) GetLiteral() antlr.Token { return s.literal }

func (s *PartContext) GetWidth() antlr.Token { return s.width }

func (s *PartContext) SetLiteral(v antlr.Token) { s.literal = v }

func (s *PartContext) SetWidth(v antlr.Token) { s.width = v }

func (s *PartContext) GetExpr() IOperandContext { return s.expr }

func (s *PartContext) SetExpr(v IOperandContext) { s.expr = v }

func (s *PartContext) TEXT() antlr.TerminalNode {
	return s.GetToken(FalcoTEXT, 0)
}

func (s *PartContext) PERCENT() antlr.TerminalNode {
	return s.GetToken(FalcoPERCENT, 0)
}

func (s *PartContext) Operand() IOperandContext {
	var t antlr.RuleContext
	for _, ctx := range s.GetChildren() {
		if _, ok := ctx.(IOperandContext); ok {
			t = ctx.(antlr.RuleContext)
			break
		}
	}

	if t == nil {
		return nil
	}

	return t.(IOperandContext)
}

func (s *PartContext) WIDTH() antlr.TerminalNode {
	return s.GetToken(FalcoWIDTH, 0)
}

func (s *PartContext) GetRuleContext() antlr.RuleContext {
	return s
}

func (s *PartContext) ToStringTree(ruleNames []string, recog antlr.Recognizer) string {
	return antlr.TreesStringTree(s, ruleNames, recog)
}

func (p *Falco) Part() (localctx IPartContext) {
	localctx = NewPartContext(p, p.GetParserRuleContext(), p.GetState())
	p.EnterRule(localctx, 40, FalcoRULE_part)
	var _la int

	p.SetState(204)
	p.GetErrorHandler().Sync(p)
	if p.HasError() {
		goto errorExit
	}

	switch p.GetTokenStream().LA(1) {
	case FalcoTEXT:
		p.EnterOuterAlt(localctx, 1)
		{
			p.SetState(198)

			var _m = p.Match(FalcoTEXT)

			localctx.(*PartContext).literal = _m
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}

	case FalcoPERCENT:
		p.EnterOuterAlt(localctx, 2)
		{
			p.SetState(199)
			p.Match(FalcoPERCENT)
			if p.HasError() {
				// Recognition error - abort rule
				goto errorExit
			}
		}
		p.SetState(201)
		p.GetErrorHandler().Sync(p)
		if p.HasError() {
			goto errorExit
		}
		_la = p.GetTokenStream().LA(1)

		if _la == FalcoWIDTH {
			{
				p.SetState(200)

				var _m = p.Match(FalcoWIDTH)

				localctx.(*PartContext).width = _m
				if p.HasError() {
					// Recognition error - abort rule
					goto errorExit
				}
			}

		}
		{
			p.SetState(203)

			var _x = p.Operand()

			localctx.(*PartContext).expr = _x
		}

	default:
		p.SetError(antlr.NewNoViableAltException(p, nil, nil, nil, nil, nil))
		goto errorExit
	}

errorExit:
	if p.HasError() {
		v := p.GetError()
		localctx.SetException(v)
		p.GetErrorHandler().ReportError(p, v)
		p.GetErrorHandler().Recover(p, v)
		p.SetError(nil)
	}
	p.ExitRule()
	return localctx
	goto errorExit // Trick to prevent compiler error if the label is not used
}
