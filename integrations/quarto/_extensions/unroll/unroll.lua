-- Figures for the lessons in a document, drawn by the tool unroll.
--
-- The tool must be on the PATH, or the environment variable UNROLL must contain its path. This
-- filter only passes the document to the tool, which handles blocks and keys and prints messages.

local tool = os.getenv('UNROLL') or 'unroll'

local function has_lesson(doc)
  local found = false
  doc:walk {
    CodeBlock = function(block)
      for _, class in ipairs(block.classes) do
        -- Quarto passes cells of an unknown language with the class {unroll}.
        found = found or class == 'unroll' or class == '{unroll}'
      end
    end,
    -- Blocks that Pandoc reads as text, which the tool reports.
    Div = function(div) found = found or div.classes:includes('unroll') end,
    Code = function(code) found = found or code.text:find('^{%.?unroll') ~= nil end,
    Str = function(str) found = found or str.text:find('^:::+{%.?unroll') ~= nil end,
  }
  return found
end

function Pandoc(doc)
  if not has_lesson(doc) then return nil end
  return pandoc.utils.run_json_filter(doc, tool, { 'pandoc', FORMAT })
end
